/** The commands of the program. Only the requested command is loaded: `aggregate`, for example, loads no tfjs backend. */
import { UserError } from "@honest-majority/protocol";
import type { Command } from "commander";
import { newCommand } from "./commandLine";
import type { Installation } from "./installation";
import { pluginFiles, registerFiles } from "./plugins";

interface Entry {
  name: string;
  says: string;
  define: () => Promise<(command: Command, installation: Installation) => void>;
  /** The command accepts --plugin. */
  plugins?: true;
  /** Others depend on the command: it goes on when nothing that it prints can be written. */
  serves?: true;
  /** Why the command needs a clone of the repository. An installed program's help leaves it out. */
  needsClone?: string;
}

const COMMANDS: readonly Entry[] = [
  {
    name: "start",
    says: "starts the coordinator of a class",
    define: async () => (await import("./start/start")).defineStart,
    plugins: true,
    serves: true,
  },
  {
    name: "doctor",
    says: "says whether start would work on this machine, and what is missing",
    define: async () => (await import("./start/doctor")).defineDoctor,
    plugins: true,
  },
  {
    name: "forget",
    says: "deletes a class: its records and its keys",
    define: async () => (await import("./forget/forget")).defineForget,
  },
  {
    name: "export",
    says: "writes a recorded run as a file: record, table, TensorBoard, models",
    define: async () => (await import("./export/export")).defineExport,
    plugins: true,
  },
  {
    name: "data",
    says: "downloads data sets",
    define: async () => (await import("./data/data")).defineData,
  },
  {
    name: "worker",
    says: "joins a room with workers that need no browser",
    define: async () => (await import("./worker/worker")).defineWorker,
    plugins: true,
    serves: true,
  },
  {
    name: "lab",
    says: "runs without a network: one run, a sweep, a table of the papers",
    define: async () => (await import("./lab/lab")).defineLab,
    plugins: true,
  },
  {
    name: "aggregate",
    says: "runs one rule on the updates of a file",
    define: async () => (await import("./commands/aggregate")).defineAggregate,
    plugins: true,
  },
  {
    name: "attack",
    says: "computes what attackers send among the updates of a file",
    define: async () => (await import("./commands/attack")).defineAttack,
    plugins: true,
  },
  {
    name: "bench",
    says: "times the rules, a worker's local step, the dashboard, or a coordinator under load",
    define: async () => (await import("./bench/bench")).defineBench,
  },
  {
    name: "docs",
    says: "writes the parts of the README and of docs/ that come from the source",
    define: async () => (await import("./docs/docs")).defineDocs,
    needsClone: "it writes the documentation in it",
  },
];

/** Whether the command that the arguments name goes on without its output. */
export const serves = ([named]: readonly string[]) =>
  COMMANDS.some(({ name, serves }) => name === named && serves === true);

/** The program with all its commands. Only the command that the arguments name is loaded and has flags. */
export async function programFor(args: readonly string[], installation: Installation): Promise<Command> {
  const program = newCommand("honest-majority").version(
    installation.version,
    "--version",
    "show the version",
  );
  program.description("Byzantine-robust federated learning that a class can see and touch.");
  for (const { name, says, define, plugins, needsClone } of COMMANDS) {
    if (needsClone !== undefined && installation.repository === undefined) {
      if (name !== args[0]) continue;
      throw new UserError("usage", `${name} needs a clone of the repository: ${needsClone}`);
    }
    const command = program.command(name).description(says).helpCommand(false);
    if (name !== args[0]) continue;
    if (plugins === true) await registerFiles(pluginFiles(args));
    (await define())(command, installation);
  }
  return program;
}
