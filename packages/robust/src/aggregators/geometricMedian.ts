import { affine } from "../affine";
import type { Aggregator, RuleFacts } from "../aggregator";
import { indicator, lowest, median, relativeToLargest } from "../selection";
import { newtonStep } from "./newtonStep";
import { look, type Place, tryRow, view } from "./weiszfeld";

export interface GeometricMedianOptions {
  /** Smoothing ν: a row nearer than this weighs no more than at this distance. Unset, 1e-6 × the median distance to the start. */
  nu?: number;
  /** Most steps taken; a relative step below 1e-7 ends them. */
  iterations?: number;
  start?: "coordinateMedian" | "zero";
}

export const geometricMedianFacts: RuleFacts = {
  name: "Geometric median",
  formula: "argmin_z Σᵢ ‖z − xᵢ‖",
  sentence:
    "Finds the point with the smallest sum of distances to all updates: however far a liar goes, it pulls with one worker's force.",
  cost: "O(m²·d)",
  source: "Chen et al. 2017, arXiv:1705.05491; Pillutla et al. 2022, arXiv:1912.13445",
  options: [
    { key: "nu", label: "ν, smoothing", unset: "1e-6 × median distance" },
    { key: "iterations", label: "Iterations", unset: "20" },
    { key: "start", label: "Start", unset: "coordinateMedian", choices: ["coordinateMedian", "zero"] },
  ],
  minWorkers: (f) => 2 * f + 1,
};

const SMALLEST_NU = 1e-12;
/** So many ν from a row its weight drowns all others' and plain steps stand still. */
const NEAR_A_ROW = 1000;

/**
 * The geometric median (GM) by smoothed Weiszfeld steps.
 *
 *   z ← Σ wᵢxᵢ / Σ wᵢ,  wᵢ = 1 / max(‖z − xᵢ‖, ν)
 *
 * Breakdown point ½: with m ≥ 2f+1, ‖z − c‖ ≤ 2(m−f)/(m−2f) · maxᵢ ‖xᵢ − c‖ over the honest i, for any centre c.
 * Starts at the coordinate median, since from the mean no 20 steps come back from under a row at 1e10; and ν
 * follows the updates' scale, since an absolute one turns the rule into the mean late in training.
 *
 * Plain steps crawl where many rows coincide (150 of them for 9 colluders of 20), so unless ν is set a step is
 * Newton's where that is seen to lead downhill, and a row is recognized as the median, or left, at once.
 * With ν set, the steps are the plain ones of the references.
 * Every point but the first is one that the rows make up, so that O(m²) suffices for a step once the rows' distances are known.
 * `kept`: a row's weight relative to the largest. O(m²·d) for the distances, O(m·d) for the rest.
 * Chen et al. 2017, arXiv:1705.05491; smoothing: Pillutla et al. 2022, arXiv:1912.13445, algorithm 2.
 */
export function geometricMedian({
  nu,
  iterations = 20,
  start = "coordinateMedian",
}: GeometricMedianOptions = {}): Aggregator {
  if (nu !== undefined && !(nu > 0)) throw new RangeError(`geometricMedian: nu must be > 0, got ${nu}`);
  if (!Number.isInteger(iterations) || iterations < 1) {
    throw new RangeError(`geometricMedian: iterations must be an integer >= 1, got ${iterations}`);
  }
  return async (updates) => {
    const { m } = updates;
    const origin = await updates.combine(new Float64Array(m)); // [d]
    const z = start === "zero" ? origin : await updates.coordinateMedian(); // [d]
    const distances = await updates.distancesTo(z, "l2"); // [m]
    const smoothing = nu ?? Math.max(SMALLEST_NU, 1e-6 * median(distances));
    const squares = await updates.squaredDistances(); // [m, m]
    const rows = affine(updates, squares, origin);
    let seen = view(distances, smoothing);
    let place: Place | undefined; // where `seen` is from; none at the start, which rows need not make up
    const refuted = new Set<number>();
    for (let step = 1; step < iterations; step++) {
      const [nearest] = lowest(seen.distances, 1);
      if (nu === undefined && !refuted.has(nearest)) {
        const apart = squares.slice(nearest * m, (nearest + 1) * m).map(Math.sqrt);
        const { isMedian, downhill } = await tryRow(rows, nearest, apart);
        if (isMedian) {
          const kept = relativeToLargest(view(apart, smoothing).pulls);
          return { aggregate: await updates.combine(indicator(m, [nearest])), kept, warnings: [] };
        }
        refuted.add(nearest);
        if (seen.distances[nearest] < NEAR_A_ROW * smoothing) {
          place = await look(rows, downhill, smoothing);
          seen = place;
          continue;
        }
      }
      if (place?.settled) break;
      const plain = seen.shares;
      const leap = nu === undefined && place && newtonStep(place.weights, place.distances, squares);
      const there = leap && (await look(rows, leap, smoothing));
      const leapt = place && there && (there.pull < place.pull || fell(place.distances, there.distances));
      place = leapt ? there : await look(rows, plain, smoothing);
      seen = place;
    }
    return {
      aggregate: await updates.combine(seen.shares),
      kept: relativeToLargest(seen.pulls),
      warnings: [],
    };
  };
}

/** Whether the sum of distances fell by more than rounding explains. */
function fell(before: Float64Array, after: Float64Array): boolean {
  const fall = before.reduce((sum, distance, i) => sum + distance - after[i], 0);
  return fall > 1e-14 * before.reduce((sum, distance) => sum + distance, 0);
}
