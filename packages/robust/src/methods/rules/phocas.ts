import { ownF } from "../../options/option";
import { requireMajority } from "../checks";
import { defineRule } from "../defineRule";

/**
 * Phocas: the mean around the trimmed mean, coordinate by coordinate.
 *
 *   zⱼ = (1/(m−f)) Σ xᵢⱼ over the m−f values of column j nearest to its f-trimmed mean
 *
 * Breakdown point f/m < ½: with m ≥ 2f+1 the trimmed mean lies among the honest values, so zⱼ leaves their range by
 * no more than that range's width. `kept`: the share of its columns in which a row survives the trim; in those columns
 * its value is averaged for certain. Two sorts per column: O(m·log m·d).
 * Xie, Koyejo, Gupta 2018, arXiv:1805.09682, definition 7.
 */
export const phocas = /* @__PURE__ */ defineRule({
  rule: "phocas",
  name: "Phocas",
  shortName: "Phocas",
  group: "coordinates",
  formula: "zⱼ = mean of the m−f values of column j nearest to its trimmed mean",
  sentence: "Takes the trimmed mean of each coordinate and averages the m−f values around it.",
  cost: "O(m·log m·d)",
  source: "Xie et al. 2018, arXiv:1805.09682",
  minWorkers: (f) => 2 * f + 1,
  options: { f: ownF },
  requires: (m, { f }) => requireMajority("phocas", m, f),
  build:
    ({ f }) =>
    async (updates) => {
      const center = await updates.trimmedMean(f); // [d]
      const aggregate = await updates.meanAround(center, updates.m - f);
      return { aggregate, kept: () => updates.trimShares(f), warnings: [] };
    },
});
