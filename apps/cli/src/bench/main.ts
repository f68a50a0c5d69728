/** The command `npm run bench`. */
import { parseArgs } from "node:util";
import { type BenchOptions, benchRobust } from "@honest-majority/lab/bench/robust";
import { benchStep } from "@honest-majority/lab/bench/step";

const BENCHES: Record<string, (options: BenchOptions) => Promise<void>> = {
  robust: benchRobust,
  step: benchStep,
};
const USAGE = `npm run bench -- robust [--m 8,20] [--d 61706] [--rules krum,brsgd] [--json] [--quick]
npm run bench -- step [--json] [--quick]
`;

const list = (text?: string) => text?.split(",");

function read(): { bench: (options: BenchOptions) => Promise<void>; options: BenchOptions } {
  const flag = { type: "boolean", default: false } as const;
  const text = { type: "string" } as const;
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { json: flag, quick: flag, m: text, d: text, rules: text },
  });
  const [name = "", ...more] = positionals;
  const bench = BENCHES[name];
  if (bench === undefined || more.length > 0) throw new TypeError(`no such bench: ${positionals.join(" ")}`);
  const { json, quick, rules } = values;
  const [m, d] = [list(values.m)?.map(Number), list(values.d)?.map(Number)];
  if (bench !== benchRobust && (m ?? d ?? rules)) throw new TypeError(`${name} takes no --m, --d, --rules`);
  const sizes = [...(m ?? []), ...(d ?? [])];
  if (!sizes.every((size) => Number.isInteger(size) && size > 0)) {
    throw new TypeError(`sizes must be whole numbers >= 1, got ${sizes}`);
  }
  return { bench, options: { json, quick, m, d, rules: list(rules) } };
}

let task: ReturnType<typeof read> | undefined;
try {
  task = read();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n${USAGE}`);
  process.exitCode = 2;
}
await task?.bench(task.options);
