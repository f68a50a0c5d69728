import { ownF } from "../../options/option";
import { requireMajority } from "../checks";
import { defineRule } from "../defineRule";

/**
 * Coordinate-wise trimmed mean.
 *
 *   zⱼ = (1/(m−2f)) Σ x₍ᵢ₎ⱼ over i = f+1 … m−f, the column sorted
 *
 * Breakdown point f/m < ½: with m ≥ 2f+1 every zⱼ lies between the smallest and the largest honest value of
 * its column. `kept`: the share of its columns in which a row survives the trim.
 * One sort per column: O(m·log m·d). Yin et al. 2018, arXiv:1803.01498, definition 2.
 */
export const trimmedMean = /* @__PURE__ */ defineRule({
  rule: "trimmedMean",
  name: "Trimmed mean",
  shortName: "Trimmed mean",
  commonNoun: true,
  group: "coordinates",
  formula: "zⱼ = mean of column j without its f smallest and f largest values",
  sentence: "Drops the f smallest and the f largest values of each coordinate and averages the rest.",
  cost: "O(m·log m·d)",
  source: "Yin et al. 2018, arXiv:1803.01498",
  minWorkers: (f) => 2 * f + 1,
  options: { f: ownF },
  requires: (m, { f }) => requireMajority("trimmedMean", m, f),
  build:
    ({ f }) =>
    async (updates) => {
      const aggregate = await updates.trimmedMean(f);
      return { aggregate, kept: () => updates.trimShares(f), warnings: [] };
    },
});
