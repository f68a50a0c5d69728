import type { BenchOptions } from "@honest-majority/lab/bench/robust";
import { UserError } from "@honest-majority/protocol";
import { ruleRegistry } from "@honest-majority/robust/facts";
import type { Command } from "commander";
import { addFlags, type Flag } from "../commandLine";
import { named } from "../commands/names";
import type { Installation } from "../installation";

const ALWAYS: readonly Flag[] = [
  { name: "json", says: "print JSON, for programs" },
  { name: "quick", says: "fewer sizes and runs: checks that the benchmark works, not how fast it is" },
];
const ROBUST: readonly Flag[] = [
  { name: "m", value: "numbers", says: "only these numbers of workers, such as 8,20" },
  { name: "d", value: "numbers", says: "only these numbers of parameters, such as 61706" },
  { name: "rules", value: "rules", says: "only these rules, such as krum,brsgd" },
];
const LOAD: readonly Flag[] = [
  { name: "workers", value: "numbers", says: "numbers of workers, such as 60,200", unset: "60" },
  { name: "model", value: "models", says: "models, such as softmax,mlp", unset: "mlp" },
  { name: "arms", value: "arms", says: "numbers of arms, or rules, such as 2,mean+krum", unset: "2" },
  {
    name: "codec",
    value: "codecs",
    says: "codecs, such as float32; default names none in the run's settings",
    unset: "default",
  },
  {
    name: "rate",
    value: "rate",
    says: "all workers share so much, both ways, such as 20mbit",
    unset: "no limit",
  },
  {
    name: "think",
    value: "ms",
    says: "workers answer one after another, this long to twice as long after a round opens",
    unset: "at once",
  },
  { name: "rounds", value: "number", says: "the last round that is measured; the first is 5", unset: "50" },
  { name: "seconds", value: "number", says: "a run ends after this time with what it has", unset: "300" },
  { name: "against", value: "folder", says: "another checkout, measured in turns: prints ratios" },
  { name: "turns", value: "number", says: "runs of each; figures are their medians", unset: "1" },
  { name: "profile", says: "shares of the main thread's time by kind; slows it down" },
];

export function defineBench(command: Command, { repository }: Installation): void {
  const robust = command
    .command("robust")
    .description("times the rules, and NumPy and ByzFL where python3 has them");
  addFlags(robust, [...ROBUST, ...ALWAYS]);
  robust.action(async (flags) => {
    const options = benchOptions(flags);
    const { benchRobust } = await import("@honest-majority/lab/bench/robust");
    await benchRobust(options);
  });

  const step = command
    .command("step")
    .description("times a worker's local step, and PyTorch if it is installed");
  addFlags(step, ALWAYS);
  step.action(async (flags) => {
    const options = benchOptions(flags);
    const { benchStep } = await import("@honest-majority/lab/bench/step");
    await benchStep(options);
  });

  const inClone = (name: "dashboard" | "playground" | "load", description: string, own: readonly Flag[]) => {
    const bench = command.command(name).description(description);
    addFlags(bench, [...own, ...ALWAYS]);
    bench.action(async (flags) => {
      const { benchOfRepository, written } = await import("./ofRepository");
      process.exitCode = await benchOfRepository(name, written(flags), repository);
    });
  };
  inClone(
    "dashboard",
    "records a class of 60 workers and replays it into the dashboard in Chromium: what renders, long tasks, heap, first load; exits with 1 when a limit is broken; needs a clone of the repository",
    [],
  );
  inClone(
    "playground",
    "runs the static site's playground of eight workers in Chromium: how long a round takes, long tasks of the page, first load; exits with 1 when a limit is broken; needs a clone of the repository",
    [],
  );
  inClone(
    "load",
    "runs a coordinator with light workers that send vectors made once, and a dashboard: rounds a second, bytes, how busy its main thread is; needs a clone of the repository",
    LOAD,
  );
}

interface BenchFlags {
  json?: boolean;
  quick?: boolean;
  m?: string;
  d?: string;
  rules?: string;
}

/** @throws UserError if a size is not a positive integer, or a rule is unknown. */
export function benchOptions({ json, quick, m, d, rules }: BenchFlags): BenchOptions {
  return {
    json: json === true,
    quick: quick === true,
    m: sizes("--m", m),
    d: sizes("--d", d),
    rules: rules?.split(",").map((rule) => named("--rules", rule, Object.keys(ruleRegistry))),
  };
}

function sizes(flag: string, written: string | undefined): number[] | undefined {
  const numbers = written?.split(",").map(Number);
  if (numbers?.every((size) => Number.isInteger(size) && size > 0) === false) {
    throw new UserError("usage", `${flag} must be integers >= 1 with commas between them, got ${written}`);
  }
  return numbers;
}
