import { plainMatrix, plainPasses, simdPasses } from "@honest-majority/robust";
import { loadKernels } from "@honest-majority/robust/node";
import { contestants } from "./contestants";
import { exponent } from "./exponent";
import { BRISK, type Patience } from "./median";
import { type NumpyTimes, timeNumpy } from "./numpy";
import { drawRows } from "./rows";
import { type Times, timeCopies, timeFromMemory, timeRead, timeRule } from "./time";

export interface RuleTimes {
  rule: string;
  f: number;
  simd: Times;
  /** Reading a matrix that has just landed, as the rule found it, in the same second. */
  read: number;
  /** From memory. */
  plain: number;
}

/** All times are medians in milliseconds. */
export interface SizeTimes {
  m: number;
  d: number;
  /** The middle one of the rules' reads. */
  read: number;
  /** Copying all rows to where they are aggregated, without their distances: part of every time from memory. */
  copies: number;
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

export interface SizeOptions {
  m: number;
  d: number;
  runs: number;
  patience: Patience;
  /** All, unless some are named. */
  rules?: readonly string[];
  say: (line: string) => void;
}

export async function measureSize({ m, d, runs, patience, rules, say }: SizeOptions): Promise<SizeTimes> {
  const simd = simdPasses(kernels);
  const rows = drawRows(m, d);
  const matrix = plainMatrix(kernels, rows);
  const chosen = contestants(m).filter(({ name }) => rules?.includes(name) ?? true);
  const times: RuleTimes[] = [];
  for (const contestant of chosen) {
    say(`m = ${m}, d = ${d}: ${contestant.name}`);
    const { name: rule, f } = contestant;
    times.push({
      rule,
      f,
      simd: await timeRule(simd, contestant, rows, runs, patience),
      read: await timeRead(matrix, runs), // beside each rule, since the machine's pace changes
      plain: await timeFromMemory(plainPasses, contestant, rows, 3, BRISK),
    });
  }
  const copies = await timeCopies(simd, rows, runs);
  say(`m = ${m}, d = ${d}: NumPy`);
  return {
    m,
    d,
    read: middle(times.map(({ read }) => read)),
    copies,
    rules: times,
    numpy: timeNumpy(rows, patience === BRISK ? 5 : runs),
  };
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
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
