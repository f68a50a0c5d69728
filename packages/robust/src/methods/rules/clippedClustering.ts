import { rescaled } from "../../numerics/rescaled";
import { clip, indicator, median } from "../../numerics/selection";
import { twoClusters } from "../../numerics/twoClusters";
import { defineRule } from "../defineRule";

/**
 * Clipped clustering: the mean over the larger of two clusters by direction, rows clipped to the median length.
 *
 *   M = median ‖xᵢ‖,  C = the larger of two clusters by average linkage on 1 − cos(xᵢ, xⱼ)
 *   z = (1/|C|) Σ_C xᵢ · min(1, M/‖xᵢ‖)
 *
 * For m ≥ 2f+1 M is at most the longest honest row's length, so ‖z‖ is too. That C is honest is a heuristic without a
 * bound. The paper's M is the median over the norms of all rounds so far; here it is this round's median, because a
 * rule keeps no state. A zero row counts as orthogonal to all others and as parallel to other zero rows. If both
 * clusters have the same size, C is the one whose rows are less alike, since colluders send copies; if they still tie,
 * the one with the lowest row. `kept`: the clipped share in C, 0 outside. O(m²·d), then O(m³).
 * Li, Ngai, Voigt 2023, arXiv:2302.07173, algorithm 2.
 */
export const clippedClustering = /* @__PURE__ */ defineRule({
  rule: "clippedClustering",
  name: "Clipped clustering",
  shortName: "Clusters",
  commonNoun: true,
  group: "direction",
  formula: "mean of min(1, M/‖xᵢ‖)·xᵢ over the larger of two cosine clusters, M the median norm",
  sentence:
    "Splits the updates into two groups by direction, shortens the long ones, and averages the larger group.",
  cost: "O(m²·d + m³)",
  source: "Li, Ngai, Voigt 2023, arXiv:2302.07173",
  minWorkers: (f) => 2 * f + 1,
  options: {},

  build: () => async (updates) => {
    const { m } = updates;
    const { rows: units, norms } = await rescaled(updates);
    const squares = await units.squaredDistances(); // [m, m], 2 − 2cos
    const zero = (at: number) => norms[Math.floor(at / m)] === 0 || norms[at % m] === 0;
    const gaps = squares.map((square, at) => (square > 0 && zero(at) ? 1 : square / 2)); // [m, m], 1 − cos
    const [larger] = twoClusters(gaps, m);
    const middle = median(norms);
    const chosen = indicator(m, larger);
    const kept = chosen.map((mark, i) => mark * clip(middle, norms[i]));
    const aggregate = await updates.combine(kept.map((share) => share / larger.length));
    return { aggregate, kept, warnings: [] };
  },
});
