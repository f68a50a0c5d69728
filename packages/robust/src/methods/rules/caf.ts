import { spreadOf } from "../../numerics/spread";
import { ownF } from "../../options/option";
import { requireHonest } from "../checks";
import { defineRule } from "../defineRule";

/**
 * Covariance-bound agnostic filter: weights fall where the updates spread most, and the mean that spread least is kept.
 *
 *   from c = 1, while Σ c > m − 2f:  μ, λ, v ← the c-weighted mean, its covariance's top eigenvalue and eigenvector
 *                                    τᵢ ← ⟨v, xᵢ − μ⟩²,  cᵢ ← cᵢ · (1 − τᵢ/τ_max)
 *   z = the μ with the smallest λ
 *
 * For m ≥ 2f+1, with h = m−2f and λ_H the top eigenvalue of the m−f honest rows' covariance about their mean,
 * ‖z − mean‖² ≤ f·λ_H·(√(m−f)/h + (2+√2)·(m−f)/h^1.5)²: until λ·Σc < 2(m−f)²/h · λ_H first holds, each step takes
 * no more from the honest than from the others. τ_max is taken over rows with weight left, so each step silences one
 * at least and at most 2f happen; over all rows, one at 1e10 that is out already would stop the filter for ever.
 * f = 0 is the mean. `kept`: c. `scores`: τ at that c.
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
    "Finds the direction in which the updates disagree most, turns down those far out along it, and repeats; keeps the average from when they agreed best.",
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
        const farthest = reaches.reduce((x, y) => Math.max(x, y)); // of a row with weight: others reach 0
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
