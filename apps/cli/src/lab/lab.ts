/** Defines the lab's commands and flags. actions.ts holds their actions, and is loaded only when one runs. */
import { availableParallelism } from "node:os";
import { defaultDataDir } from "@honest-majority/datasets/dataDir";
import { SELECTS, type Select } from "@honest-majority/lab/selection";
import { SIZES, type Size } from "@honest-majority/lab/sizes";
import { UserError } from "@honest-majority/protocol";
import type { Command } from "commander";
import { addFlags, type Flag, type Flags } from "../commandLine";
import { choiceFlag, integerFlag, jsonFlagValue } from "../flagValue";
import type { Installation } from "../installation";
import { PLUGIN_FLAG, pluginUrls } from "../plugins";
import { runConfigFrom, runFlags } from "../runSettings";
import { type FoundShard, shardFrom } from "./shardFrom";

const DATA_DIR: Flag = {
  name: "dataDir",
  value: "folder",
  says: "the folder of the data sets; the command data downloads one",
  unset: defaultDataDir(process.env),
};
const OUT: Flag = {
  name: "out",
  value: "folder",
  says: "the folder for results; each sweep gets a folder in it",
  unset: "results",
};
const PROCESSES: Flag = {
  name: "processes",
  value: "number",
  says: "the number of processes, each of which computes one run at a time",
  unset: "one per core",
};
const SIZE: Flag = {
  name: "size",
  value: SIZES.join("|"),
  says: "how much of the paper to run: smoke takes a minute, laptop runs on two cores, paper needs a GPU",
  unset: "laptop",
};
const SHARD: Flag = {
  name: "shard",
  value: "i/n",
  says: "run only the i-th of n parts, for several machines; lab merge brings their results together",
  unset: "SLURM_ARRAY_TASK_ID, or JOB_COMPLETION_INDEX and JOB_COMPLETIONS, else everything",
};
const SELECT: Flag = {
  name: "select",
  value: SELECTS.join("|"),
  says: "the pictures on which the best η₀ is chosen: a validation split of the training set, or the test set, as the papers do",
  unset: "validation",
};
const TENSORBOARD: Flag = {
  name: "tensorboard",
  value: "folder",
  says: "also write the curves of each run as TensorBoard event files, in a folder of this folder",
  unset: "none are written",
};
const JSON_LINES: Flag = {
  name: "json",
  says: "print a JSON line for each round and a summary, for programs",
};

const THEORY: Flag = {
  name: "theory",
  value: "json",
  says: "set learning rate and momentum as theorem1 or proposition2 of the ByzSGDnm paper does; docs/running.md gives an example",
  unset: "the run's own settings",
};

const SEED: Flag = {
  name: "seed",
  value: "number",
  says: "the seed to play it on",
  unset: "the recorded one",
};
const ALL_SEEDS: Flag = { name: "allSeeds", says: "play it on each seed that the lesson names" };
const SAVE: Flag = {
  name: "save",
  says: "in a clone of the repository: write the recorded runs and the results again",
};

const RECONSTRUCT: readonly Flag[] = [
  { name: "dataset", value: "name", says: "the data set whose pictures are trained on", unset: "glyphs" },
  DATA_DIR,
  {
    name: "clip",
    value: "number",
    says: "C, the bound of an update's norm in the second columns",
    unset: "1",
  },
  {
    name: "noise",
    value: "number",
    says: "σ, the noise on each coordinate in the second columns",
    unset: "0.01",
  },
  { name: "steps", value: "number", says: "how many steps the model has taken before", unset: "0" },
  { name: "batches", value: "number", says: "how many batches for each seed and batch size", unset: "10" },
  { name: "seeds", value: "number", says: "how many seeds, from 1 on", unset: "3" },
];

type LabInstallation = Pick<Installation, "program" | "labProcess" | "repository" | "version" | "pages">;

/** The options of all the lab's commands; each command uses some of them. */
export interface LabOptions extends LabInstallation {
  dataDir: string;
  out: string;
  processes: number;
  size: Size;
  select?: Select;
  /** The folder for TensorBoard's event files; undefined to write none. */
  tensorboard?: string;
  /** undefined to run everything. */
  shard?: FoundShard;
  /** Addresses of the modules given with --plugin. */
  plugins: readonly string[];
}

export function defineLab(command: Command, installation: Installation): void {
  const run = command
    .command("run")
    .description("does one run, with settings from a file, from flags, or both");
  addFlags(run, [DATA_DIR, JSON_LINES, THEORY, TENSORBOARD, PLUGIN_FLAG, ...runFlags()]);
  run.argument("[run.json]", "the settings; docs/running.md names them").action(async (file, flags) => {
    const config = runConfigFrom(flags, file, file);
    if (config === undefined)
      throw new UserError("usage", "name a file with a run's settings, or give settings as flags");
    const theory = flags.theory === undefined ? undefined : jsonFlagValue("theory", flags.theory);
    const { run } = await import("./actions");
    await run(config, labOptions(flags, installation), { json: flags.json === true, theory });
  });

  const sweep = command
    .command("sweep")
    .description(
      "runs every combination of the settings that a file lists, and prints a table; an interrupted sweep continues when started again",
    );
  addFlags(sweep, [DATA_DIR, OUT, PROCESSES, SELECT, SHARD, TENSORBOARD, PLUGIN_FLAG]);
  sweep.argument("[sweep.json]", "the sweep").action(async (file, flags) => {
    const options = { ...labOptions(flags, installation), shard: shardFrom(flags.shard, process.env) };
    if (file === undefined) throw new UserError("usage", "name a file with a sweep");
    const { sweep } = await import("./actions");
    await sweep(file, options);
  });

  command
    .command("list")
    .description("lists the presets and the expected result of each")
    .action(async () => (await import("./actions")).list());

  for (const [name, says, preset] of [
    ["reproduce", "reproduces a table of one of the papers", undefined],
    [
      "optimal-batch",
      "reproduces optimal-batch: the papers' optimal batch size and the best batch size found",
      "optimal-batch",
    ],
    ["report", "writes the tables and figures again, of a preset or of a sweep in --out", undefined],
  ] as const) {
    const made = command.command(name).description(says);
    addFlags(
      made,
      name === "report"
        ? [SIZE, OUT, SELECT, TENSORBOARD, PLUGIN_FLAG]
        : [SIZE, DATA_DIR, OUT, PROCESSES, SELECT, SHARD, TENSORBOARD, PLUGIN_FLAG],
    );
    if (name === "report") made.argument("[name]", "a preset, or the name of a sweep");
    else if (preset === undefined) made.argument("[preset]", "a preset; lab list names them");
    made.action(async (...given) => {
      const flags: Flags = given[preset === undefined ? 1 : 0];
      const options = labOptions(flags, installation);
      const { report, reproduceNamed } = await import("./actions");
      if (name === "report") return report(given[0], options);
      await reproduceNamed(preset ?? given[0], { ...options, shard: shardFrom(flags.shard, process.env) });
    });
  }

  const lesson = command
    .command("lesson")
    .description("plays a lesson's runs, and says whether what it claims holds in them");
  addFlags(lesson, [SEED, ALL_SEEDS, SAVE, DATA_DIR, PLUGIN_FLAG]);
  lesson.argument("[lesson]", "its number, its file, or all").action(async (name, flags) => {
    const options = labOptions(flags, installation);
    if (name === undefined) throw new UserError("usage", "name a lesson: its number, its file, or all");
    const { playNamed } = await import("./actions");
    const save = flags.save === true;
    await playNamed(name, options, {
      save,
      seedsOf: ({ seeds: [recorded, ...others] }) =>
        flags.allSeeds === true
          ? [recorded, ...others]
          : [integerFlag(flags, "seed", { least: 0, unset: recorded })],
    });
  });

  const reconstruct = command
    .command("reconstruct")
    .description(
      "measures how much of a batch the coordinator can compute from one update, and prints a table; pictures and labels in %, in brackets the correlation of all units together",
    );
  addFlags(reconstruct, RECONSTRUCT);
  reconstruct.action(async (flags: Flags) => {
    const { reconstruct } = await import("./reconstruct");
    await reconstruct(flags, installation.program);
  });

  const exported = command
    .command("export")
    .description(
      "prints the finished runs of a preset or of a sweep as JSON Lines, for lab merge or a repository",
    );
  addFlags(exported, [SIZE, OUT, PLUGIN_FLAG]);
  exported.argument("[name]", "a preset, or the name of a sweep").action(async (name, flags) => {
    const { exportNamed } = await import("./actions");
    await exportNamed(name, labOptions(flags, installation));
  });

  const merge = command
    .command("merge")
    .description("copies finished runs of one sweep into a folder, and makes its table");
  addFlags(merge, [PLUGIN_FLAG]);
  merge
    .argument(
      "[folders...]",
      "the folder to merge into, then other folders of the sweep, or files of lab export",
    )
    .action(async (folders: string[], flags) => {
      const { merge } = await import("./actions");
      await merge(folders, labOptions(flags, installation));
    });
}

/** @throws UserError that names the wrong flag and what it must be. */
export function labOptions(given: object, installation: LabInstallation): LabOptions {
  const flags = given as Flags;
  const { plugin } = given as { plugin?: string[] };
  return {
    dataDir: flags.dataDir ?? defaultDataDir(process.env),
    out: flags.out ?? "results",
    processes: integerFlag(flags, "processes", { least: 1, unset: availableParallelism() }),
    size: choiceFlag(flags, "size", SIZES) ?? "laptop",
    select: choiceFlag(flags, "select", SELECTS),
    tensorboard: flags.tensorboard,
    plugins: pluginUrls(plugin),
    program: installation.program,
    labProcess: installation.labProcess,
    repository: installation.repository,
    version: installation.version,
    pages: installation.pages,
  };
}
