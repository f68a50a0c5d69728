/** The command `npm run lab`. */
import { readFile } from "node:fs/promises";
import { availableParallelism, cpus } from "node:os";
import { join } from "node:path";
import {
  display,
  folderOf,
  openLaboratory,
  PRESETS,
  type Reproduction,
  reportAgain,
  reproduce,
  resultStore,
  runCommand,
  runPool,
  runSweep,
  SweepConfig,
  type Tools,
} from "@honest-majority/lab";
import { describeConfigError, RunConfig } from "@honest-majority/protocol";
import type { z } from "zod";
import { type LabOptions, parseLabOptions, USAGE, UsageError } from "./options";

const write = (line: string) => void process.stdout.write(`${line}\n`);
const now = () => performance.now();
const shown = display({
  isTerminal: process.stderr.isTTY === true,
  write: (text) => void process.stderr.write(text),
  now,
});

async function main(): Promise<void> {
  const options = parseLabOptions(process.argv.slice(2));
  if (options === "help") return write(USAGE);
  switch (options.command) {
    case "run":
      return run(options);
    case "sweep":
      return sweep(options);
    case "list":
      return list();
    case "reproduce":
      return reproduceNamed(options);
    case "optimal-batch":
      return reproduceNamed({ ...options, what: "optimal-batch" });
    case "report":
      return report(options);
    default:
      throw new UsageError(`there is no command ${options.command}:\n\n${USAGE}`);
  }
}

async function run({ what, dataDir, json }: LabOptions): Promise<void> {
  const config = await read(what, RunConfig, "a file with a run's settings");
  await runCommand({ config, laboratory: await openLaboratory(dataDir), json, display: shown, write });
}

async function sweep({ what, dataDir, out, processes }: LabOptions): Promise<void> {
  const config = await read(what, SweepConfig, "a file with a sweep");
  const store = resultStore(join(out, config.name));
  await runSweep({ sweep: config, store, dataDir, runCells: runPool, processes, display: shown, now });
}

function list(): void {
  for (const { name, title, source, shows } of PRESETS)
    write(`${name}\n  ${title} (${source})\n  must show: ${shows}`);
}

function presetNamed(name: string | undefined): Reproduction {
  const found = PRESETS.find((preset) => preset.name === name);
  if (found === undefined) {
    const known = PRESETS.map((preset) => preset.name).join(", ");
    throw new UsageError(
      name === undefined ? `name a preset: ${known}` : `there is no preset ${name}, there are ${known}`,
    );
  }
  return found;
}

async function reproduceNamed(options: LabOptions): Promise<void> {
  const preset = presetNamed(options.what);
  const tools = toolsFor(options);
  write(await reproduce(preset, options.size, tools));
  shown.say(`tables and figures are in ${tools.storeNamed(folderOf(preset, options.size)).folder}`);
}

async function report(options: LabOptions): Promise<void> {
  write(await reportAgain(presetNamed(options.what), options.size, toolsFor(options)));
}

function toolsFor({ out, dataDir, processes }: LabOptions): Tools {
  const storeNamed = (name: string) => resultStore(join(out, name));
  return { storeNamed, dataDir, runCells: runPool, processes, display: shown, now, hardware: hardware() };
}

function hardware(): string {
  const [core] = cpus();
  return `${availableParallelism()} × ${core?.model.trim() ?? process.arch}, Node ${process.versions.node}`;
}

async function read<Schema extends z.ZodType>(
  path: string | undefined,
  schema: Schema,
  expected: string,
): Promise<z.infer<Schema>> {
  if (path === undefined) throw new UsageError(`name ${expected}`);
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${path}: ${error.code === "ENOENT" ? "there is no such file" : error.message}`);
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${path}: must be JSON: ${(error as Error).message}`);
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new UsageError(`${path}: ${describeConfigError(parsed.error)}`);
  return parsed.data;
}

main().catch((error: unknown) => {
  const forPeople = error instanceof UsageError || error instanceof RangeError;
  const isData = error instanceof Error && error.name === "DataError";
  console.error(error instanceof Error && (forPeople || isData) ? error.message : error);
  process.exit(forPeople ? 2 : 1);
});
