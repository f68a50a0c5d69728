import type { Aggregator, RuleFacts } from "../aggregator";
import { median, relativeToLargest } from "../selection";

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
  cost: "O(m·d) a step, at most 20 steps",
  source: "Chen et al. 2017, arXiv:1705.05491; Pillutla et al. 2022, arXiv:1912.13445",
  minWorkers: (f) => 2 * f + 1,
};

const RELATIVE_STEP = 1e-7;
const SMALLEST_NU = 1e-12;

/**
 * The geometric median (GM) by smoothed Weiszfeld steps.
 *
 *   z ← Σ wᵢxᵢ / Σ wᵢ,  wᵢ = 1 / max(‖z − xᵢ‖, ν)
 *
 * Breakdown point ½: with m ≥ 2f+1, ‖z − c‖ ≤ 2(m−f)/(m−2f) · maxᵢ ‖xᵢ − c‖ over the honest i, for any centre c.
 * Starts at the coordinate median, since from the mean no 20 steps come back from under a row at 1e10; and ν
 * follows the updates' scale, since an absolute one turns the rule into the mean late in training.
 * `kept`: a row's weight relative to the largest. O(m·d) a step.
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
    const zero = await updates.combine(new Float64Array(updates.m)); // [d]
    let z = start === "zero" ? zero : await updates.coordinateMedian(); // [d]
    let distances = await updates.distancesTo(z, "l2"); // [m]
    const smoothing = nu ?? Math.max(SMALLEST_NU, 1e-6 * median(distances));
    let kept: Float64Array = new Float64Array(updates.m);
    for (let step = 0; step < iterations; step++) {
      const weights = distances.map((distance) => 1 / Math.max(distance, smoothing));
      kept = relativeToLargest(weights);
      const total = kept.reduce((sum, weight) => sum + weight, 0);
      const next = await updates.mix(
        kept.map((weight) => weight / total),
        1,
      ); // [1, d], so that its own distances can be taken
      const [moved] = await next.distancesTo(z, "l2");
      const [length] = await next.distancesTo(zero, "l2");
      z = await next.combine(Float64Array.of(1));
      if (moved <= RELATIVE_STEP * length || step === iterations - 1) break;
      distances = await updates.distancesTo(z, "l2");
    }
    return { aggregate: z, kept, warnings: [] };
  };
}
