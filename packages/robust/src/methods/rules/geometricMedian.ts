import type { Later, UpdateMatrix } from "../../matrix/updateMatrix";
import { affine } from "../../numerics/affine";
import { newtonStep } from "../../numerics/newtonStep";
import { indicator, meanWeights, median, relativeToLargest } from "../../numerics/selection";
import { look, type Place, tryRow, view } from "../../numerics/weiszfeld";
import { defineRule } from "../defineRule";

const RELATIVE_NU = 1e-6;
/** ν when most rows equal the start, to avoid a division by 0. Elsewhere it would outweigh updates as small as this. */
const SMALLEST_NU = 1e-12;
/** Within this many ν of a row, that row's weight dwarfs all others and plain steps stop moving. */
const NEAR_A_ROW = 1000;

/**
 * The geometric median (GM) by smoothed Weiszfeld steps.
 *
 *   z ← Σ wᵢxᵢ / Σ wᵢ,  wᵢ = 1 / max(‖z − xᵢ‖, ν)
 *
 * Breakdown point ½: with m ≥ 2f+1, ‖z − c‖ ≤ 2(m−f)/(m−2f) · maxᵢ ‖xᵢ − c‖ over the honest i, for any centre c.
 *
 * Unless ν is set, it computes the median itself, without smoothing. It starts from the row with the least median
 * distance to all rows, which lies within three honest radii however far f rows go (from the mean, 20 steps do not
 * recover from a row at 1e10). Plain steps hardly leave a row, and are slow where many rows coincide (150 steps for 9
 * colluders of 20). So a step is a Newton step where that is known to lead downhill, and a row is recognized as the
 * median, or left, at once. ν follows the updates' scale, since an absolute ν turns the rule into the mean late in
 * training. With ν set, the steps are the plain ones of the references.
 * All points, except a start of another kind, are combinations of the rows, so a step takes O(m²) once the rows'
 * distances are known. `kept`: a row's weight relative to the largest. O(m²·d) for the distances, O(m·d) for the rest.
 * Chen et al. 2017, arXiv:1705.05491; smoothing: Pillutla et al. 2022, arXiv:1912.13445, algorithm 2.
 */
export const geometricMedian = /* @__PURE__ */ defineRule({
  rule: "geometricMedian",
  name: "Geometric median",
  shortName: "Geo. median",
  commonNoun: true,
  group: "centre",
  formula: "argmin_z Σᵢ ‖z − xᵢ‖",
  sentence:
    "Finds the point with the smallest sum of distances to all updates. An attacker pulls with one worker's force, however far away it is.",
  cost: "O(m²·d)",
  source: "Chen et al. 2017, arXiv:1705.05491; Pillutla et al. 2022, arXiv:1912.13445",
  minWorkers: (f) => 2 * f + 1,
  options: {
    nu: { kind: "number", above: 0, label: "ν, smoothing", unset: "1e-6 × median distance" },
    iterations: { kind: "integer", min: 1, max: 1000, label: "Iterations", unset: "200; with ν 20" },
    start: {
      kind: "choice",
      choices: ["coordinateMedian", "zero"],
      label: "Start",
      unset: "the innermost update; with ν the coordinate median",
    },
  },

  build:
    ({
      nu,
      iterations = nu === undefined ? 200 : 20,
      start = nu === undefined ? undefined : "coordinateMedian",
    }) =>
    async (updates) => {
      const { m } = updates;
      const squares = await updates.squaredDistances(); // [m, m]
      const rows = affine(updates, squares);
      const distances = // [m]
        start === undefined
          ? await rows.distancesFrom(meanWeights(innermost(squares, m)))
          : await updates.distancesTo(await startOf(updates, start), "l2");
      const middle = median(distances);
      const smoothing = nu ?? (middle > 0 ? RELATIVE_NU * middle : SMALLEST_NU);
      let seen = view(distances, smoothing);
      let place: Place | undefined; // the point at which `seen` was measured; undefined at the start
      const refuted = new Set<number>();
      for (let step = 1; step < iterations; step++) {
        const nearest = nearestOf(seen.distances);
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
      // a large ν gives far rows weights that single precision does not bear
      const around = nu === undefined ? nearestOf(seen.distances) : undefined;
      return {
        aggregate: await updates.combine(seen.shares, around),
        kept: relativeToLargest(seen.pulls),
        warnings: [],
      };
    },
});

/**
 * [m]: 1 for the row with the least median distance to all rows, and for rows that tie with it: of two rows neither is
 * nearer. The sum of distances would not do: one row at 1e30 would dominate every row's sum.
 */
function innermost(squares: Float64Array, m: number): Float64Array {
  const reaches = new Float64Array(m);
  for (let i = 0; i < m; i++) reaches[i] = median(squares.subarray(i * m, (i + 1) * m));
  const least = reaches[nearestOf(reaches)];
  return reaches.map((reach) => (reach === least ? 1 : 0));
}

/** The index of the smallest value; of equal ones the lowest. */
function nearestOf(distances: Float64Array): number {
  let nearest = 0;
  for (let i = 1; i < distances.length; i++) if (distances[i] < distances[nearest]) nearest = i;
  return nearest;
}

/** [d] */
function startOf<Vector>(updates: UpdateMatrix<Vector>, start: "coordinateMedian" | "zero"): Later<Vector> {
  return start === "zero" ? updates.combine(new Float64Array(updates.m)) : updates.coordinateMedian();
}

/** Whether the sum of distances fell by more than a rounding error. */
function fell(before: Float64Array, after: Float64Array): boolean {
  const fall = before.reduce((sum, distance, i) => sum + distance - after[i], 0);
  return fall > 1e-14 * before.reduce((sum, distance) => sum + distance, 0);
}
