import { indicator, meanWeights, median, relativeToLargest } from "../../numerics/selection";
import type { Aggregator, RuleFacts } from "../aggregator";

export interface BrsgdOptions {
  /** The share of rows that pass by score, β in the paper. */
  keep?: number;
  /** The largest ℓ₁ distance to the coordinate median that passes, 2𝔗 in the paper; "auto": twice the median one. */
  threshold?: number | "auto";
}

export const brsgdFacts: RuleFacts = {
  name: "BrSGD",
  formula: "mean over C₁ ∩ C₂: ‖xᵢ − median‖₁ ≤ 2𝔗, and the ⌈keep·m⌉ highest majority scores",
  sentence:
    "Averages the updates that stay near the median and most often side with the majority, coordinate by coordinate.",
  cost: "O(m·d)",
  source: "Li et al., Efficient Byzantine-Resilient Stochastic Gradient Descent, algorithm 2",
  options: [
    { key: "keep", label: "Keep (β in the paper)", unset: "0.5" },
    { key: "threshold", label: "Threshold 2𝔗", unset: "auto" },
  ],
  minWorkers: (f) => 2 * f + 1,
};

/**
 * BrSGD's aggregator: the mean of the updates that pass two tests.
 *
 *   C₁ = { i : ‖xᵢ − CM‖₁ ≤ 2𝔗 },  CM the coordinate median
 *   C₂ = the ⌈keep·m⌉ rows that most often lie on the majority's side of their column's mean
 *   z = mean of xᵢ over C₁ ∩ C₂; the coordinate median where no row passes both
 *
 * C₂'s ties go to the smaller ℓ₁ distance, then to the lower index. The paper asks for f/m < keep ≤ ½, so
 * m ≥ 2f+1; a row that passes C₁ is within 2𝔗 of CM, which bounds z as it does CM. Colluders near the
 * median (ALIE, small FoE) pass both tests. `scores`: the number of columns with the majority. O(m·d).
 * Li, Chen, Dong, Zhang, Wang, Zeng: Efficient Byzantine-Resilient Stochastic Gradient Descent, algorithm 2.
 */
export function brsgd({ keep = 0.5, threshold = "auto" }: BrsgdOptions = {}): Aggregator {
  if (!(keep > 0 && keep <= 1)) throw new RangeError(`brsgd: keep must be in (0, 1], got ${keep}`);
  if (threshold !== "auto" && !(threshold > 0)) {
    throw new RangeError(`brsgd: threshold must be "auto" or > 0, got ${threshold}`);
  }
  return async (updates) => {
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
      const kept = relativeToLargest(await updates.trimShares((m - 1) >> 1));
      const warnings = ["brsgd: no update passed both tests, so the coordinate median stands in"];
      return { aggregate: center, kept, scores, warnings };
    }
    const kept = indicator(m, chosen);
    return { aggregate: await updates.combine(meanWeights(kept)), kept, scores, warnings: [] };
  };
}
