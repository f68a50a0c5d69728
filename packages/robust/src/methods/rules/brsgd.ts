import { indicator, meanWeights, median, relativeToLargest } from "../../numerics/selection";
import { defineRule } from "../defineRule";

/**
 * BrSGD's aggregator: the mean of the updates that pass two tests.
 *
 *   C₁ = { i : ‖xᵢ − CM‖₁ ≤ 2𝔗 },  CM the coordinate median
 *   C₂ = the ⌈keep·m⌉ rows that most often lie on the majority's side of their column's mean
 *   z = mean of xᵢ over C₁ ∩ C₂; the coordinate median if no row passes both tests
 *
 * Ties in C₂ go to the smaller ℓ₁ distance, then to the lower index. The paper requires f/m < keep ≤ ½, so m ≥ 2f+1.
 * A row that passes C₁ lies within 2𝔗 of CM, so z does too. Colluders near the median (ALIE, small FoE) pass both
 * tests. `scores`: the number of columns in which a row is with the majority. O(m·d).
 * Li, Chen, Dong, Zhang, Wang, Zeng: Efficient Byzantine-Resilient Stochastic Gradient Descent, algorithm 2.
 */
export const brsgd = /* @__PURE__ */ defineRule({
  rule: "brsgd",
  name: "BrSGD",
  shortName: "BrSGD",
  group: "far",
  formula: "mean over C₁ ∩ C₂: ‖xᵢ − median‖₁ ≤ 2𝔗, and the ⌈keep·m⌉ highest majority scores",
  sentence:
    "Averages the updates that stay near the median and most often side with the majority, coordinate by coordinate.",
  cost: "O(m·d)",
  source: "Li et al., Efficient Byzantine-Resilient Stochastic Gradient Descent, algorithm 2",
  chooses: true,
  minWorkers: (f) => 2 * f + 1,
  options: {
    keep: { kind: "number", above: 0, max: 1, default: 0.5, label: "Keep (β in the paper)" },
    threshold: { kind: "number", above: 0, words: ["auto"], default: "auto", label: "Threshold 2𝔗" },
  },

  build:
    ({ keep, threshold }) =>
    async (updates) => {
      const { m } = updates;
      const center = await updates.coordinateMedian(); // [d]
      const distances = await updates.distancesTo(center, "l1"); // [m]
      const scores = await updates.majorityScores(); // [m]
      const reach = threshold === "auto" ? 2 * median(distances) : threshold;
      const size = Math.ceil(keep * m - 1e-9); // 0.56 · 25 is 14.000000000000002 in doubles
      const chosen = Array.from(scores.keys())
        .sort((a, b) => scores[b] - scores[a] || distances[a] - distances[b] || a - b)
        .slice(0, size)
        .filter((i) => distances[i] <= reach);
      if (chosen.length === 0) {
        const kept = async () => relativeToLargest(await updates.trimShares((m - 1) >> 1));
        const warnings = ["brsgd: no update passed both tests, so the aggregate is the coordinate median"];
        return { aggregate: center, kept, scores, warnings };
      }
      const kept = indicator(m, chosen);
      return { aggregate: await updates.combine(meanWeights(kept)), kept, scores, warnings: [] };
    },
});
