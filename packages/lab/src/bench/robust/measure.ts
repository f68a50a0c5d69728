import { type Passes, type PlainMatrix, plainMatrix, plainPasses, simdPasses } from "@honest-majority/robust";
import { loadKernels } from "@honest-majority/robust/kernels";
import { type ByzflTask, byzflTasks } from "./byzfl";
import { CLAIMED } from "./claims";
import { exponent } from "./exponent";
import { BRISK, mediansMs, type Patience } from "./median";
import { PROGRAMS } from "./numpy";
import { openPython, type Python } from "./python";
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
  /** What ByzFL has for it: the milliseconds of its backends, in turns with ours. */
  byzfl?: ByzflTimes;
}

export interface ByzflTimes {
  numpy?: number;
  torch?: number;
  /** Of the results with the options under which both compute the same; undefined where there are none. */
  difference?: number;
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
  /** The versions of ByzFL and its backends, or why it was not timed. */
  byzfl: { version: string } | { missing: string };
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
  const python = await openPython(rows);
  const times: RuleTimes[] = [];
  for (const method of chosen) {
    say(`m = ${m}, d = ${d}: ${method.name}`);
    times.push(await timeRule(simd, method, rows, matrix, python, runs, patience));
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
    byzfl: byzflOf(python, m, d),
    numpy: typeof python === "string" ? python : await timeProduct(python, runs, patience),
  };
}

/** The time of X·Xᵀ in NumPy. Ends the Python process. */
async function timeProduct(python: Python, runs: number, patience: Patience) {
  const [product] = await mediansMs(runs, [() => python.time("numpy product")], patience);
  python.dispose();
  return { version: python.numpy, product };
}

/** ByzFL's MDA and SMEA try every set of m − f rows: from m = 64 on they would never end. */
const isCompared = (m: number, d: number) => m <= CLAIMED.m && d <= CLAIMED.d;

function byzflOf(python: Python | string, m: number, d: number): SizeTimes["byzfl"] {
  if (typeof python === "string") return { missing: python };
  return isCompared(m, d) ? python.byzfl : { missing: `timed up to m = ${CLAIMED.m}, d = ${CLAIMED.d} only` };
}

async function timeRule<Vector>(
  passes: Passes<Vector>,
  method: TimedMethod,
  rows: readonly Float32Array[],
  matrix: PlainMatrix,
  python: Python | string,
  runs: number,
  patience: Patience,
): Promise<RuleTimes> {
  const simd = await openRounds(passes, method, rows);
  const [programs, byzfl] =
    typeof python === "string"
      ? [[], { tasks: [] }]
      : [
          (PROGRAMS[method.name] ?? []).map((program) => () => python.time(`numpy ${program}`)),
          isCompared(method.m, rows[0].length)
            ? await byzflTasks(python, method, rows, passes)
            : { tasks: [] },
        ];
  const ours = [simd.fromMemory, simd.fromLastRow, () => readLanded(matrix)];
  const tasks = [...ours, ...programs, ...byzfl.tasks.map(({ time }) => time)];
  const [fromMemory, fromLastRow, read, ...theirs] = await mediansMs(runs, tasks, patience);
  const ofNumpy = theirs.slice(0, programs.length);
  simd.dispose();
  const onPlain = await openRounds(plainPasses, method, rows);
  const [plain] = await mediansMs(3, [onPlain.fromMemory], BRISK);
  onPlain.dispose();
  const { name: rule, f } = method;
  return {
    rule,
    f,
    simd: { fromMemory, fromLastRow },
    read,
    plain,
    ...(ofNumpy.length > 0 && { numpy: Math.min(...ofNumpy) }),
    ...(byzfl.tasks.length > 0 && { byzfl: byzflTimes(byzfl, theirs.slice(programs.length)) }),
  };
}

function byzflTimes(
  { tasks, difference }: { tasks: readonly ByzflTask[]; difference?: number },
  times: readonly number[],
): ByzflTimes {
  return { ...Object.fromEntries(tasks.map(({ backend }, i) => [backend, times[i]])), difference };
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
