/** The actions of the lab's commands. */
import { availableParallelism, cpus } from "node:os";
import { join } from "node:path";
import {
  folderOf,
  openLaboratory,
  PRESETS,
  pool,
  type Reproduction,
  reportAgain,
  reproduce,
  resultStore,
  runCommand,
  runSweep,
  SweepConfig,
  type Tools,
} from "@honest-majority/lab";
import { describeConfigError, type RunConfig, UserError } from "@honest-majority/protocol";
import { displayOn } from "../display";
import { readJsonFile } from "../runSettings";
import type { LabOptions } from "./lab";

const write = (line: string) => void process.stdout.write(`${line}\n`);
const now = () => performance.now();
const shown = displayOn(process.stderr);

export async function run(config: RunConfig, { dataDir, program }: LabOptions, json: boolean): Promise<void> {
  const laboratory = await openLaboratory(dataDir, program);
  await runCommand({ config, laboratory, json, display: shown, write });
}

export async function sweep(file: string, options: LabOptions): Promise<void> {
  const { dataDir, out, processes } = options;
  const parsed = SweepConfig.safeParse(readJsonFile(file, file));
  if (!parsed.success) throw new UserError("usage", `${file}: ${describeConfigError(parsed.error)}`);
  const store = resultStore(join(out, parsed.data.name));
  await runSweep({
    sweep: parsed.data,
    store,
    dataDir,
    runCells: pool(options),
    processes,
    display: shown,
    now,
  });
}

export function list(): void {
  for (const { name, title, source, shows } of PRESETS)
    write(`${name}\n  ${title} (${source})\n  expected: ${shows}`);
}

function presetNamed(name: string | undefined): Reproduction {
  const found = PRESETS.find((preset) => preset.name === name);
  if (found === undefined) {
    const known = PRESETS.map((preset) => preset.name).join(", ");
    throw new UserError(
      "usage",
      name === undefined ? `name a preset: ${known}` : `there is no preset ${name}; the presets are ${known}`,
    );
  }
  return found;
}

export async function reproduceNamed(name: string | undefined, options: LabOptions): Promise<void> {
  const preset = presetNamed(name);
  const tools = toolsFor(options);
  write(await reproduce(preset, options.size, tools));
  shown.say(`tables and figures are in ${tools.storeNamed(folderOf(preset, options.size)).folder}`);
}

export async function report(name: string | undefined, options: LabOptions): Promise<void> {
  write(await reportAgain(presetNamed(name), options.size, toolsFor(options)));
}

function toolsFor(options: LabOptions): Tools {
  const { out, dataDir, processes, program } = options;
  const storeNamed = (name: string) => resultStore(join(out, name));
  return {
    storeNamed,
    dataDir,
    runCells: pool(options),
    processes,
    display: shown,
    now,
    hardware: hardware(),
    program,
  };
}

function hardware(): string {
  const [core] = cpus();
  return `${availableParallelism()} × ${core?.model.trim() ?? process.arch}, Node ${process.versions.node}`;
}
