import { ownF } from "../../options/option";
import { requireHonest } from "../checks";
import { defineRule } from "../defineRule";

/**
 * Mean around the median, coordinate by coordinate.
 *
 *   zⱼ = (1/(m−f)) Σ xᵢⱼ over the m−f values of column j nearest to its median
 *
 * Breakdown point f/m < ½: with m ≥ 2f+1 the median lies among the honest values, and m−f of those lie around it, so
 * zⱼ leaves their range by no more than that range's width. `kept`: the share of its columns in which a row is not
 * among the f outermost values at either end; in those columns its value is averaged for certain. Two sorts per
 * column: O(m·log m·d). Xie, Koyejo, Gupta 2018, arXiv:1802.10116, definition 8.
 */
export const meamed = /* @__PURE__ */ defineRule({
  rule: "meamed",
  name: "Meamed",
  shortName: "Meamed",
  group: "coordinates",
  formula: "zⱼ = mean of the m−f values of column j nearest to its median",
  sentence: "Takes the median of each coordinate and averages the m−f values around it.",
  cost: "O(m·log m·d)",
  source: "Xie et al. 2018, arXiv:1802.10116",
  minWorkers: (f) => 2 * f + 1,
  options: { f: ownF },
  requires: (m, { f }) => requireHonest("meamed", m, f),
  build:
    ({ f }) =>
    async (updates) => {
      const { m } = updates;
      const aggregate = await updates.meanAround(await updates.coordinateMedian(), m - f);
      return { aggregate, kept: () => updates.trimShares(Math.min(f, (m - 1) >> 1)), warnings: [] };
    },
});
