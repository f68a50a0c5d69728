/** Times rules on a grid of workers and parameters, with the kernels of a coordinator without a GPU. */
import { RULES, simdPasses } from "@honest-majority/robust";
import { loadKernels } from "@honest-majority/robust/kernels";
import { mediansMs } from "../bench/robust/median";
import { drawRows } from "../bench/robust/rows";
import { openRounds } from "../bench/robust/time";
import { timedMethods } from "../bench/robust/timedMethods";

export interface CostGrid {
  rules: readonly string[] | "all";
  m: readonly number[];
  /** d of the line over m. */
  atD: number;
  d: readonly number[];
  /** m of the line over d. */
  atM: number;
  /** The largest number of runs per median. */
  runs: number;
  /** How often the whole grid is timed: an exponent's deviation is over the repeats. */
  repeats: number;
  /** Milliseconds: a slower rule is not measured at the next larger size. */
  capMs: number;
  /** What is smaller than in the paper, and so what its times cannot show. */
  reduced?: string;
}

/** Milliseconds of a round from rows in memory, for the sizes measured on each line in one repeat. */
export interface RuleCost {
  rule: string;
  overM: number[];
  overD: number[];
}

type Line = "overM" | "overD";
type Passes = ReturnType<typeof simdPasses>;

/** One size after another, each with all rules on the same rows. */
export async function timeRules(
  grid: CostGrid,
  onTimed: (done: number, total: number) => void,
): Promise<RuleCost[]> {
  const passes = simdPasses(await loadKernels());
  const costs = rulesOf(grid).map((rule): RuleCost => ({ rule, overM: [], overD: [] }));
  const sizes = sizesOf(grid);
  const total = costs.length * sizes.length;
  let done = 0;
  for (const { line, m, d, place } of sizes) {
    const rows = drawRows(m, d);
    for (const cost of costs) {
      const times = cost[line];
      const affordable = times.length === place && (place === 0 || times[place - 1] <= grid.capMs);
      if (affordable) times.push(await timeOne(passes, cost.rule, rows, grid.runs));
      onTimed(++done, total);
    }
  }
  return costs;
}

/** Extrapolates each rule's time at the smallest size: twice as much when m or d doubles, and more for m if the rule compares pairs. */
export async function expectedCostSeconds(grid: CostGrid, now: () => number): Promise<number> {
  const passes = simdPasses(await loadKernels());
  const [m, d] = [Math.min(...grid.m), Math.min(...grid.d)];
  const rows = drawRows(m, d);
  let expected = 0;
  for (const rule of rulesOf(grid)) {
    const started = now();
    await timeOne(passes, rule, rows, 1);
    const measured = (now() - started) / 1000; // mostly warm-up, which does not grow with the size
    const one = (await timeOne(passes, rule, rows, 1)) / 1000;
    for (const size of sizesOf(grid)) {
      const run = Math.min((one * size.m * size.d) / (m * d), (4 * grid.capMs) / 1000);
      expected += measured + Math.max(3 * run, Math.min(grid.runs * run, 0.5));
    }
  }
  return grid.repeats * expected;
}

export function rulesOf({ rules }: CostGrid): readonly string[] {
  return rules === "all" ? Object.keys(RULES) : rules;
}

function sizesOf({ m, atD, d, atM }: CostGrid): { line: Line; m: number; d: number; place: number }[] {
  return [
    ...m.map((m, place) => ({ line: "overM" as const, m, d: atD, place })),
    ...d.map((d, place) => ({ line: "overD" as const, m: atM, d, place })),
  ];
}

async function timeOne(passes: Passes, rule: string, rows: readonly Float32Array[], runs: number) {
  const method = timedMethods(rows.length).find(({ name }) => name === rule);
  if (method === undefined) throw new RangeError(`timeRules: rules must be known, got ${rule}`);
  const { fromMemory, dispose } = await openRounds(passes, method, rows);
  const [time] = await mediansMs(runs, [fromMemory]);
  dispose();
  return time;
}
