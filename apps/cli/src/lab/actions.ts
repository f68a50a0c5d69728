/** The actions of the lab's commands. */
import { existsSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { join, relative } from "node:path";
import {
  compactLines,
  type Failure,
  folderOf,
  keepReport,
  layoutOf,
  lessonCommand,
  lessonsNamed,
  mergeSweeps,
  openLaboratory,
  ownReport,
  PRESETS,
  pool,
  type Report,
  type Reproduction,
  type ResultStore,
  reportAgain,
  reproduce,
  resultStore,
  resultsOf,
  runCommand,
  runSweep,
  type Shard,
  SweepConfig,
  savedSweep,
  saveRecordings,
  saveResults,
  sweepsIn,
  type Tools,
  withTheory,
  writeSweepRuns,
} from "@honest-majority/lab";
import type { Size } from "@honest-majority/lab/sizes";
import type { Lesson } from "@honest-majority/lessons";
import { describeConfigError, type RunConfig, typed, UserError } from "@honest-majority/protocol";
import { displayOn } from "../display";
import { readJsonFile } from "../runSettings";
import { commitOf } from "./commit";
import type { LabOptions } from "./lab";
import { LESSON_RESULTS } from "./lessonResults";
import { presetCalled, presetNamed, presetOfFolder } from "./presetNamed";

const write = (line: string) => void process.stdout.write(`${line}\n`);
const now = () => performance.now();
const shown = displayOn(process.stderr);

/** `theory` is a theorem and its constants, if one is to set η and β. */
export async function run(
  given: RunConfig,
  options: LabOptions,
  { json, theory }: { json: boolean; theory: unknown },
): Promise<void> {
  const config = theory === undefined ? given : setByTheory(given, theory);
  const { dataDir, program, tensorboard } = options;
  const laboratory = await openLaboratory(dataDir, program);
  const commit = commitOf(options);
  await runCommand({ config, laboratory, json, tensorboard, commit, display: shown, write });
}

/** Exits with 1 if a check does not hold. `seedsOf`: the seeds to play a lesson on. */
export async function playNamed(
  name: string,
  options: LabOptions,
  { seedsOf, save }: { seedsOf: (lesson: Lesson) => readonly number[]; save: boolean },
): Promise<void> {
  const folder = lessonsFolder(options);
  const { repository } = options;
  if (save && repository === undefined)
    throw new UserError("usage", "--save writes into a clone of the repository, and this program is in none");
  const lessons = lessonsNamed(name, folder);
  const laboratory = await openLaboratory(options.dataDir, options.program);
  for (const lesson of lessons) {
    const allHold = await lessonCommand({
      lesson,
      seeds: seedsOf(lesson),
      laboratory,
      display: shown,
      write,
      async onPlayed(played, seed) {
        if (!save || repository === undefined) return;
        await saveResults(join(repository, LESSON_RESULTS), resultsOf(lesson, seed, played));
        if (seed === lesson.seeds[0]) await saveRecordings(folder, lesson, played);
      },
    });
    if (!allHold) process.exitCode = 1;
  }
}

function lessonsFolder({ repository, pages }: LabOptions): string {
  return repository === undefined ? join(pages, "lessons") : join(repository, "public/lessons");
}

function setByTheory(config: RunConfig, theory: unknown): RunConfig {
  try {
    return withTheory(config, theory);
  } catch (error) {
    throw new UserError("usage", `--${(error as Error).message}`); // begins with "theory:"
  }
}

export async function sweep(file: string, options: LabOptions): Promise<void> {
  const parsed = SweepConfig.safeParse(readJsonFile(file, file));
  if (!parsed.success) throw new UserError("usage", `${file}: ${describeConfigError(parsed.error)}`);
  const chosen = withSelect(parsed.data, options);
  const { name } = chosen;
  if (presetOfFolder(name) !== undefined || presetCalled(name) !== undefined)
    throw new UserError("usage", `${file}: name must not be a preset's, got ${name}`);
  layoutOf(chosen); // before the runs, because its errors are the file's
  sayShard(options);
  const tools = toolsFor(options);
  const store = tools.storeNamed(name);
  const { failures } = await runSweep({ ...tools, sweep: chosen, store, shard: options.shard });
  if (options.shard !== undefined)
    return endShard(options.shard, name, store, [...failures.values()], options);
  await show(await keepReport(await ownReport(chosen, store), store), store, options);
}

/** The flag overrides the file. */
function withSelect(sweep: SweepConfig, { select = sweep.select }: LabOptions): SweepConfig {
  return { ...sweep, select };
}

/** Prints a report, and says where its files are. Runs that failed make the exit status 1. */
async function show(
  { markdown, failures = [] }: Report,
  store: ResultStore,
  { tensorboard }: LabOptions,
): Promise<void> {
  write(markdown);
  shown.say(`tables and figures are in ${store.folder}`);
  if (tensorboard !== undefined) await writeEvents(tensorboard, store);
  sayFailed(failures);
}

async function writeEvents(folder: string, store: ResultStore): Promise<void> {
  const sweep = await savedSweep(store);
  if (sweep === undefined)
    throw new UserError("usage", `--tensorboard: ${store.folder} holds no sweep, and so no curves`);
  const runs = await writeSweepRuns(join(folder, sweep.name), sweep, store);
  shown.say(`tensorboard --logdir ${folder} shows ${runs === 1 ? "its run" : `its ${runs} runs`}`);
}

function sayFailed(failures: readonly Failure[]): void {
  if (failures.length === 0) return;
  for (const { place, error } of failures) shown.say(`failed at ${JSON.stringify(place)}: ${error}`);
  const runs = failures.length === 1 ? "1 run" : `${failures.length} runs`;
  shown.say(`${runs} failed; the same command tries again`);
  process.exitCode = 1;
}

function sayShard({ shard }: LabOptions): void {
  if (shard !== undefined) shown.say(`shard ${shard.index} of ${shard.count}, from ${shard.from}`);
}

/** A shard has no table of its own: says how to get the whole one. */
function endShard(
  { index, count }: Shard,
  name: string,
  { folder }: ResultStore,
  failures: readonly Failure[],
  { program, out }: LabOptions,
): void {
  const others = index === 1 ? `OTHER/${name}` : `FIRST/${name} … `;
  const report = typed(program, "lab", "report", name, ...(out === "results" ? [] : ["--out", out]));
  shown.say(
    `shard ${index} of ${count} has ended; its results are in ${folder}. When all have: if they share this folder, \`${report}\` makes the table, else first bring the folders together with \`${typed(program, "lab", "merge", folder, others.trim())}\``,
  );
  sayFailed(failures);
}

export function list(): void {
  for (const { name, title, source, shows } of PRESETS)
    write(`${name}\n  ${title} (${source})\n  expected: ${shows}`);
}

export async function reproduceNamed(name: string | undefined, options: LabOptions): Promise<void> {
  const preset = presetNamed(name);
  const { size, shard } = options;
  const tools = toolsFor(options);
  const folder = folderOf(preset, size);
  const store = tools.storeNamed(folder);
  if (shard === undefined) return show(await reproduce(preset, size, tools), store, options);
  if (preset.runShard === undefined)
    throw new UserError(
      "usage",
      `${preset.name} cannot run in shards, because its timings must come from one machine; --shard 1/1 runs everything`,
    );
  sayShard(options);
  endShard(shard, folder, store, await preset.runShard(size, tools, shard), options);
}

export async function report(name: string | undefined, options: LabOptions): Promise<void> {
  const tools = toolsFor(options);
  const preset = presetCalled(name);
  const folder = preset === undefined ? name : folderOf(preset, options.size);
  if (folder === undefined)
    throw new UserError("usage", `name what to report on: ${await reportable(options)}`);
  const store = tools.storeNamed(folder);
  await show(await reportIn(store, folder, tools, options), store, options);
}

/** Writes the report on a folder of a preset, or of a sweep of one's own. */
async function reportIn(
  store: ResultStore,
  name: string,
  tools: Tools,
  options: LabOptions,
): Promise<Report> {
  const found = presetOfFolder(name);
  if (found !== undefined) {
    if (!existsSync(store.folder)) throw new UserError("usage", nothingRan(found, store, options));
    return reportAgain(found.preset, found.size, { ...tools, storeNamed: () => store });
  }
  const saved = await savedSweep(store);
  if (saved === undefined)
    throw new UserError("usage", `there is no preset or sweep ${name}: ${await reportable(options)}`);
  return keepReport(await ownReport(withSelect(saved, options), store), store);
}

/** Says how to run a preset, and how to start from the results that the repository holds. */
function nothingRan(
  { preset, size }: { preset: Reproduction; size: Size },
  { folder }: ResultStore,
  { program, repository }: LabOptions,
): string {
  const run = typed(program, "lab", "reproduce", preset.name, "--size", size);
  const committed = repository && join(repository, "docs/results", `${folderOf(preset, size)}.jsonl`);
  const start =
    committed === undefined || !existsSync(committed)
      ? ""
      : `; \`${typed(program, "lab", "merge", folder, relative(process.cwd(), committed))}\` copies the runs of the repository there and reports on them`;
  return `nothing of ${preset.name} has run here at size ${size}, there is no folder ${folder}: \`${run}\` runs it${start}`;
}

async function reportable({ out }: LabOptions): Promise<string> {
  const sweeps = (await sweepsIn(out)).filter((name) => presetOfFolder(name) === undefined);
  const presets = `the presets are ${PRESETS.map(({ name }) => name).join(", ")}`;
  return `${presets}; the sweeps in ${out} are ${sweeps.length === 0 ? "none" : sweeps.join(", ")}`;
}

export async function merge([into, ...from]: readonly string[], options: LabOptions): Promise<void> {
  if (into === undefined || from.length === 0)
    throw new UserError(
      "usage",
      "name the folder to merge into, then the folders or exported files to merge",
    );
  const store = resultStore(into);
  const { sweep, copied } = await mergeSweeps(store, from);
  shown.say(`${copied === 1 ? "1 run" : `${copied} runs`} copied to ${into}`);
  await show(await reportIn(store, sweep.name, toolsFor(options), options), store, options);
}

export async function exportNamed(name: string | undefined, options: LabOptions): Promise<void> {
  if (name === undefined) throw new UserError("usage", `name what to export: ${await reportable(options)}`);
  const preset = presetCalled(name);
  const folder = preset === undefined ? name : folderOf(preset, options.size);
  const store = toolsFor(options).storeNamed(folder);
  const saved = await savedSweep(store);
  if (saved === undefined)
    throw new UserError("usage", `there are no results of ${name}: ${await reportable(options)}`);
  process.stdout.write(compactLines(saved, await store.load()));
}

function toolsFor(options: LabOptions): Tools {
  const { out, dataDir, processes, select, program } = options;
  const storeNamed = (name: string) => resultStore(join(out, name));
  return {
    storeNamed,
    dataDir,
    runCells: pool(options),
    processes,
    select,
    display: shown,
    now,
    hardware: hardware(),
    commit: commitOf(options),
    program,
  };
}

function hardware(): string {
  const [core] = cpus();
  return `${availableParallelism()} × ${core?.model.trim() ?? process.arch}, Node ${process.versions.node}`;
}
