import { spreadOf } from "../../numerics/spread";
import { ownF } from "../../options/option";
import { requireHonest } from "../checks";
import { defineRule } from "../defineRule";

/**
 * Covariance-bound agnostic filter: lowers the weights of the rows along the direction in which the updates spread
 * most, step by step, and returns the weighted mean of the step with the least spread.
 *
 *   from c = 1, while Σ c > m − 2f:  μ, λ, v ← the c-weighted mean, its covariance's top eigenvalue and eigenvector
 *                                    τᵢ ← ⟨v, xᵢ − μ⟩²,  cᵢ ← cᵢ · (1 − τᵢ/τ_max)
 *   z = the μ with the smallest λ
 *
 * For m ≥ 2f+1, with h = m−2f and λ_H the top eigenvalue of the m−f honest rows' covariance about their mean,
 * ‖z − mean‖² ≤ f·λ_H·(√(m−f)/h + (2+√2)·(m−f)/h^1.5)²: until λ·Σc < 2(m−f)²/h · λ_H first holds, each step takes
 * no more weight from the honest rows than from the others. τ_max is the largest τ of the rows whose weight is not 0,
 * so each step sets at least one weight to 0, and at most 2f steps happen. A maximum over all rows would stop the
 * filter forever if a row at 1e10 had weight 0 already. f = 0 gives the mean. `kept`: c. `scores`: τ at that c.
 * Distances O(m²·d), then O(m³) a step.
 * Allouah, Guerraoui, Stephan 2025, Towards Trustworthy Federated Learning with Untrusted Participants, algorithm 2.
 */
export const caf = /* @__PURE__ */ defineRule({
  rule: "caf",
  name: "Covariance filter (CAF)",
  shortName: "CAF",
  group: "spread",
  formula: "Σ cᵢxᵢ / Σ cᵢ at the smallest λ_max seen while cᵢ ← cᵢ(1 − τᵢ/τ_max), until Σ c ≤ m − 2f",
  sentence:
    "Finds the direction in which the updates disagree most, lowers the weight of updates far out along it, and repeats. The result is the average from the step where they agreed best.",
  cost: "O(m²·d + f·m³)",
  source:
    "Allouah et al. 2025, Towards Trustworthy Federated Learning with Untrusted Participants, algorithm 2",
  minWorkers: (f) => 2 * f + 1,
  warnsBelow: true,
  options: { f: ownF },
  requires: (m, { f }) => requireHonest("caf", m, f),
  build:
    ({ f }) =>
    async (updates) => {
      const { m } = updates;
      const squares = await updates.squaredDistances(); // [m, m]
      let weights: Float64Array = new Float64Array(m).fill(1); // [m], c
      let best = { weights, ...spreadOf(squares, m, weights) };
      let { reaches } = best;
      while (best.top > 0) {
        const farthest = reaches.reduce((x, y) => Math.max(x, y)); // rows without weight reach 0
        weights = weights.map((weight, i) => weight * (1 - reaches[i] / farthest));
        const total = sum(weights);
        if (!(total > Math.max(0, m - 2 * f))) break;
        const spread = spreadOf(squares, m, weights);
        reaches = spread.reaches;
        if (spread.top < best.top) best = { weights, ...spread };
      }
      const total = sum(best.weights);
      return {
        aggregate: await updates.combine(best.weights.map((weight) => weight / total)),
        kept: best.weights,
        scores: best.reaches,
        warnings: [],
      };
    },
});

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
