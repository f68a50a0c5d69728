import { type Passes, type PlainMatrix, plainMatrix, plainPasses, simdPasses } from "@honest-majority/robust";
import { loadKernels } from "@honest-majority/robust/kernels";
import { exponent } from "./exponent";
import { BRISK, mediansMs, type Patience } from "./median";
import { type Numpy, openNumpy, PROGRAMS } from "./numpy";
import { drawRows } from "./rows";
import { openCopies, openRounds, type Rounds, readLanded } from "./time";
import { type TimedMethod, timedMethods } from "./timedMethods";

export interface Times {
  /** From rows in JavaScript's memory, including landing and distances. */
  fromMemory: number;
  /** From the arrival of the last row. */
  fromLastRow: number;
}

export interface RuleTimes {
  rule: string;
  f: number;
  simd: Times;
  /** Reading a matrix that has just landed, timed next to the rule. */
  read: number;
  /** The plain passes, from rows in memory. */
  plain: number;
  /** The faster of NumPy's programs for it, with the rows in its own memory. Its runs alternate with the rule's. */
  numpy?: number;
}

/** All times are medians in milliseconds. */
export interface SizeTimes {
  m: number;
  d: number;
  /** The median of the rules' reads. */
  read: number;
  /** Copying all rows to the aggregation memory, without their distances: part of every time from memory. */
  copies: number;
  rules: RuleTimes[];
  /** NumPy's times, or why there are none; product: X·Xᵀ. */
  numpy: { version: string; product: number } | string;
}

/** How the time from memory grows with m. */
export interface Growth {
  rule: string;
  m: readonly number[];
  ms: number[];
  exponent: number;
}

const kernels = await loadKernels(); // loaded once, because V8 warms up each compiled module separately

export interface SizeOptions {
  m: number;
  d: number;
  runs: number;
  patience: Patience;
  /** All rules, unless some are named. */
  rules?: readonly string[];
  say: (line: string) => void;
}

export async function measureSize({ m, d, runs, patience, rules, say }: SizeOptions): Promise<SizeTimes> {
  const simd = simdPasses(kernels); // one for all rules, so that the machine maps its memory only once
  const rows = drawRows(m, d);
  const matrix = plainMatrix(kernels, rows);
  const chosen = timedMethods(m).filter(({ name }) => rules?.includes(name) ?? true);
  const numpy = await openNumpy(rows);
  const times: RuleTimes[] = [];
  for (const method of chosen) {
    say(`m = ${m}, d = ${d}: ${method.name}`);
    times.push(await timeRule(simd, method, rows, matrix, numpy, runs, patience));
  }
  const { copy, dispose } = await openCopies(simd, rows);
  const [copies] = await mediansMs(runs, [copy]);
  dispose();
  return {
    m,
    d,
    read: middle(times.map(({ read }) => read)),
    copies,
    rules: times,
    numpy: typeof numpy === "string" ? numpy : await timeProduct(numpy, runs, patience),
  };
}

/** The time of X·Xᵀ in NumPy. Ends the NumPy process. */
async function timeProduct(numpy: Numpy, runs: number, patience: Patience) {
  const [product] = await mediansMs(runs, [() => numpy.time("product")], patience);
  numpy.dispose();
  return { version: numpy.version, product };
}

async function timeRule<Vector>(
  passes: Passes<Vector>,
  method: TimedMethod,
  rows: readonly Float32Array[],
  matrix: PlainMatrix,
  numpy: Numpy | string,
  runs: number,
  patience: Patience,
): Promise<RuleTimes> {
  const simd = await openRounds(passes, method, rows);
  const programs =
    typeof numpy === "string"
      ? []
      : (PROGRAMS[method.name] ?? []).map((program) => () => numpy.time(program));
  const tasks = [simd.fromMemory, simd.fromLastRow, () => readLanded(matrix), ...programs];
  const [fromMemory, fromLastRow, read, ...theirs] = await mediansMs(runs, tasks, patience);
  simd.dispose();
  const onPlain = await openRounds(plainPasses, method, rows);
  const [plain] = await mediansMs(3, [onPlain.fromMemory], BRISK);
  onPlain.dispose();
  const { name: rule, f } = method;
  const found = { rule, f, simd: { fromMemory, fromLastRow }, read, plain };
  return theirs.length > 0 ? { ...found, numpy: Math.min(...theirs) } : found;
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
  const rounds: Rounds[] = [];
  for (const m of sizes) {
    const method = timedMethods(m).find(({ name }) => name === rule);
    if (method === undefined)
      throw new RangeError(`measureGrowth: rule must be one of the table's, got ${rule}`);
    rounds.push(await openRounds(passes, method, drawRows(m, d)));
  }
  const times = await mediansMs(
    runs,
    rounds.map(({ fromMemory }) => fromMemory),
  );
  for (const { dispose } of rounds) dispose();
  return { rule, m: sizes, ms: times, exponent: exponent(sizes, times) };
}

/** How the time of a plain read of landed rows grows: the lower bound for everything that reads all rows. */
export async function measureReadGrowth(sizes: readonly number[], d: number, runs: number): Promise<Growth> {
  const matrices = sizes.map((m) => plainMatrix(kernels, drawRows(m, d)));
  const times = await mediansMs(
    runs,
    matrices.map((matrix) => () => readLanded(matrix)),
  );
  return { rule: "a plain read", m: sizes, ms: times, exponent: exponent(sizes, times) };
}
