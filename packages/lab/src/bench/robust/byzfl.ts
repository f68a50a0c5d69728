import type { Passes } from "@honest-majority/robust";
import type { Python } from "./python";
import { aggregateOnce } from "./time";
import { methodWith, type TimedMethod } from "./timedMethods";

/** Rows of the table that ByzFL has too, and how ByzFL's differs from ours. */
interface Counterpart {
  /** The options of our rule that compute what ByzFL computes, where these are not the defaults. */
  same?: object;
  /** Why the results differ for all options, or how the timed rule differs from `same`. */
  differs?: string;
  /** The claim: ByzFL takes at least this many times as long as ours from the last row. Pre-aggregators claim nothing. */
  least?: number;
}

const USUAL = 5;
const NEIGHBOURS = {
  same: { neighbours: "n-f-1" },
  differs: "scores by m − f − 1 neighbours; ours by m − f − 2, as in the paper",
  least: USUAL,
};
const RANDOM_DIRECTION =
  "finds directions by one step of power iteration from a random start; ours converges";

export const COUNTERPARTS: Readonly<Record<string, Counterpart>> = {
  mean: { least: 1 },
  coordinateMedian: { least: USUAL },
  trimmedMean: { least: USUAL },
  krum: NEIGHBOURS,
  multiKrum: NEIGHBOURS,
  geometricMedian: {
    same: { nu: 0.1, iterations: 3, start: "zero" },
    differs: "takes 3 steps from 0, smoothed with ν = 0.1; ours finds the geometric median",
    least: USUAL,
  },
  centeredClip: { least: 2 },
  mda: { least: USUAL },
  monna: { least: 1 },
  meamed: { least: USUAL },
  caf: { differs: RANDOM_DIRECTION, least: USUAL },
  smea: { differs: RANDOM_DIRECTION, least: USUAL },
  "nearestNeighborMixing + mean": {},
  "bucketing + mean": {}, // equal buckets: their mean does not depend on the order drawn
  "clipping + mean": {},
  "arc + mean": {},
};

/** The largest relative difference at which two results agree. */
export const AGREES = 1e-5;

const BACKENDS = ["numpy", "torch"] as const;

/** One of ByzFL's backends on one row of the table. */
export interface ByzflTask {
  backend: (typeof BACKENDS)[number];
  /** The milliseconds of one run. */
  time(): Promise<number>;
}

/**
 * What ByzFL has for a method: its tasks, and how far its results are from ours (with the options under which both
 * compute the same; undefined where there are none). Backends that fail on these rows are left out.
 */
export async function byzflTasks<Vector>(
  python: Python,
  method: TimedMethod,
  rows: readonly Float32Array[],
  passes: Passes<Vector>,
): Promise<{ tasks: ByzflTask[]; difference?: number }> {
  const counterpart = COUNTERPARTS[method.name];
  if (counterpart === undefined || "missing" in python.byzfl) return { tasks: [] };
  const tasks = BACKENDS.map((backend) => ({
    backend,
    time: () => python.time(`byzfl ${backend} ${method.name}`),
  }));
  const { same, differs } = counterpart;
  if (differs !== undefined && same === undefined) return { tasks };
  const ours = await aggregateOnce(passes, methodWith(method, same), rows);
  const works: ByzflTask[] = [];
  let difference = 0;
  for (const task of tasks) {
    try {
      const theirs = await python.answer(`byzfl ${task.backend} ${method.name}`);
      difference = Math.max(difference, relativeDifference(ours, theirs));
      works.push(task);
    } catch {} // such as torch's quantile, which takes at most 2^24 values
  }
  return works.length > 0 ? { tasks: works, difference } : { tasks: works };
}

/** ‖a − b‖ / ‖b‖. */
export function relativeDifference(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length)
    throw new RangeError(`relativeDifference: lengths must be equal, got ${a.length} and ${b.length}`);
  let apart = 0;
  let length = 0;
  for (let j = 0; j < a.length; j++) {
    apart += (a[j] - b[j]) ** 2;
    length += b[j] ** 2;
  }
  return Math.sqrt(apart / length);
}
