import { plainPasses, plainRead, simdPasses } from "@honest-majority/robust";
import { loadKernels } from "@honest-majority/robust/node";
import { contestants } from "./contestants";
import { exponent } from "./exponent";
import { medianMs, ms } from "./median";
import { type NumpyTimes, timeNumpy } from "./numpy";
import { drawRows } from "./rows";
import { type Times, timeFromMemory, timeRule } from "./time";

export interface RuleTimes {
  rule: string;
  f: number;
  simd: Times;
  /** From memory. */
  plain: number;
}

/** All times are medians in milliseconds. */
export interface SizeTimes {
  m: number;
  d: number;
  /** One read of the matrix. */
  read: number;
  rules: RuleTimes[];
  numpy: NumpyTimes | string;
}

/** How the time from memory grows with m. */
export interface Growth {
  rule: string;
  m: readonly number[];
  ms: number[];
  exponent: number;
}

const kernels = loadKernels(); // once, since V8 warms up each compiled module on its own

export async function measureSize(
  m: number,
  d: number,
  runs: number,
  say: (line: string) => void,
): Promise<SizeTimes> {
  const simd = simdPasses(kernels);
  const rows = drawRows(m, d);
  const read = plainRead(kernels, rows);
  const readMs = await medianMs(4 * runs, () => ms(read));
  const rules: RuleTimes[] = [];
  for (const contestant of contestants(m)) {
    say(`m = ${m}, d = ${d}: ${contestant.name}`);
    rules.push({
      rule: contestant.name,
      f: contestant.f,
      simd: await timeRule(simd, contestant, rows, runs),
      plain: await timeFromMemory(plainPasses, contestant, rows, 3),
    });
  }
  return { m, d, read: readMs, rules, numpy: timeNumpy(rows, runs) };
}

export async function measureGrowth(
  rule: string,
  sizes: readonly number[],
  d: number,
  runs: number,
): Promise<Growth> {
  const passes = simdPasses(kernels);
  const times: number[] = [];
  for (const m of sizes) {
    const contestant = contestants(m).find(({ name }) => name === rule);
    if (contestant === undefined)
      throw new RangeError(`measureGrowth: rule must be one of the table's, got ${rule}`);
    times.push(await timeFromMemory(passes, contestant, drawRows(m, d), runs));
  }
  return { rule, m: sizes, ms: times, exponent: exponent(sizes, times) };
}
