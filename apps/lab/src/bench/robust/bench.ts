import type { BenchOptions } from "../options";
import { claims } from "./claims";
import { measureGrowth, measureSize } from "./measure";
import { report } from "./report";

const FULL = { m: [8, 20, 64], d: [61706, 272474], growth: [8, 16, 32, 64, 128], runs: 31 };
const QUICK = { m: [8, 20], d: [61706], growth: [8, 16, 32], runs: 9 };

/** Times every rule on the SIMD and the plain passes, beside NumPy where there is one, and says what that shows. */
export async function benchRobust({ json, quick }: BenchOptions): Promise<void> {
  const { m: counts, d: lengths, growth, runs } = quick ? QUICK : FULL;
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const sizes = [];
  for (const d of lengths) for (const m of counts) sizes.push(await measureSize(m, d, runs, say));
  const growths = [];
  for (const rule of ["brsgd", "krum"]) {
    say(`${rule}: growth`);
    growths.push(await measureGrowth(rule, growth, lengths[0], runs));
  }
  const found = claims(sizes, growths);
  const answer = json
    ? JSON.stringify({ sizes, growths, claims: found }, null, 2)
    : report(sizes, growths, found);
  process.stdout.write(`${answer}\n`);
}
