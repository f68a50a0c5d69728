import type { BenchOptions } from "../options";
import { CLAIMED, claims } from "./claims";
import { type Growth, measureGrowth, measureReadGrowth, measureSize, type SizeTimes } from "./measure";
import { BRISK, PATIENT } from "./median";
import { report } from "./report";

export type { BenchOptions };

const FULL = { m: [8, 20, 64], d: [61706, 272474], growth: [8, 16, 32, 64, 128], runs: 31 };
const QUICK = { m: [8, 20], d: [61706], growth: [8, 16, 32], runs: 9 };

/**
 * Times every rule on the SIMD and the plain passes, and NumPy and ByzFL where python3 has them, and prints what they show. Spends
 * most time at the size for which the claims are made.
 */
export async function benchRobust({ json, quick, rules, ...only }: BenchOptions): Promise<void> {
  const { growth, runs, ...usual } = quick ? QUICK : FULL;
  const { m: counts = usual.m, d: lengths = usual.d } = only;
  const started = performance.now();
  const say = (line: string) =>
    process.stderr.write(`${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${line}\n`);
  const sizes: SizeTimes[] = [];
  for (const d of lengths) {
    for (const m of counts) {
      const patience = m === CLAIMED.m && d === CLAIMED.d ? PATIENT : BRISK;
      sizes.push(await measureSize({ m, d, runs, patience, rules, say }));
    }
  }
  const growths: Growth[] = [];
  for (const rule of ["brsgd", "krum"]) {
    if (rules && !rules.includes(rule)) continue;
    say(`${rule}: growth with m`);
    growths.push(await measureGrowth(rule, growth, lengths[0], runs));
  }
  const found = claims(sizes, growths);
  if (growths.length > 0) growths.push(await measureReadGrowth(growth, lengths[0], runs));
  const answer = json
    ? JSON.stringify({ sizes, growths, claims: found }, null, 2)
    : report(sizes, growths, found);
  say("done");
  process.stdout.write(`${answer}\n`);
}
