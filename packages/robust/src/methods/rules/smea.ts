import { indicator, meanWeights } from "../../numerics/selection";
import { greedySmallestSpread, smallestSpread } from "../../numerics/smallestSpread";
import { ownF } from "../../options/option";
import { requireHonest } from "../checks";
import { defineRule } from "../defineRule";

/** C(m, f)·(m − f)³ up to which all sets are searched: every f at m = 20 (2.6e8), half a second at worst. */
const MOST_WORK = 4e8;

/**
 * Smallest maximum eigenvalue averaging: the mean of the m−f rows with the least spread in their widest direction.
 *
 *   z = mean over S*,  S* = argmin over |S| = m−f of λ_max((1/|S|) Σ_S (xᵢ − μ_S)(xᵢ − μ_S)ᵀ)
 *
 * For m ≥ 2f+1 ‖z − mean‖² ≤ 4f/(m−f) · (1 + f/(m−2f))² · λ_max of the m−f honest rows' covariance about their mean:
 * both sets share m−2f rows and S* spreads no wider. Ties go to the lexicographically first set. If there are too
 * many sets to search, the rule instead drops the farthest row along the widest direction f times. Then there is no
 * guarantee, and a warning says so. O(m²·d), then up to C(m, f) sets at O(m³).
 * Allouah et al. 2023, arXiv:2302.01772, section 5.
 */
export const smea = /* @__PURE__ */ defineRule({
  rule: "smea",
  name: "Smallest maximum eigenvalue (SMEA)",
  shortName: "SMEA",
  group: "spread",
  formula: "mean over argmin_S λ_max(cov S), |S| = m − f",
  sentence:
    "Tries every way to leave f updates out and averages the group that disagrees least in any direction.",
  cost: "O(m²·d + C(m, f)·m³)",
  source: "Allouah et al. 2023, arXiv:2302.01772",
  chooses: true,
  minWorkers: (f) => 2 * f + 1,
  warnsBelow: true,
  options: { f: ownF },
  requires: (m, { f }) => requireHonest("smea", m, f),
  comparesAllSets,
  build:
    ({ f }) =>
    async (updates) => {
      const { m } = updates;
      const squares = await updates.squaredDistances(); // [m, m]
      const warnings: string[] = [];
      const exact = comparesAllSets(m, f);
      if (!exact) {
        warnings.push(
          `smea: too many ways to leave ${f} of ${m} out, so the farthest were left out one by one`,
        );
      }
      const kept = indicator(m, (exact ? smallestSpread : greedySmallestSpread)(squares, m, m - f));
      return { aggregate: await updates.combine(meanWeights(kept)), kept, warnings };
    },
});

function comparesAllSets(m: number, f: number): boolean {
  return choices(m, f) * (m - f) ** 3 <= MOST_WORK;
}

/** C(m, f); Infinity if that is out of range. */
function choices(m: number, f: number): number {
  let count = 1;
  for (let i = 1; i <= Math.min(f, m - f); i++) count *= (m - i + 1) / i;
  return count;
}
