import { relativeToLargest } from "../../numerics/selection";
import { defineRule } from "../defineRule";

/**
 * Coordinate-wise median (CM).
 *
 *   zⱼ = median(x₁ⱼ, …, xₘⱼ), for even m the mean of the two middle values
 *
 * Breakdown point ½: with m ≥ 2f+1 every zⱼ lies between the smallest and the largest honest value of its
 * column. `kept`: how often a row held a middle value, relative to the row that held one most often.
 * One selection per column: O(m·d). Yin et al. 2018, arXiv:1803.01498, definition 1.
 */
export const coordinateMedian = /* @__PURE__ */ defineRule({
  rule: "coordinateMedian",
  name: "Coordinate median",
  shortName: "Median",
  commonNoun: true,
  group: "coordinates",
  formula: "zⱼ = medianᵢ xᵢⱼ",
  sentence:
    "Takes the middle value of each coordinate on its own, so an extreme value counts no more than a slightly larger one.",
  cost: "O(m·d), with O(m²·d) at worst for sorting small columns",
  source: "Yin et al. 2018, arXiv:1803.01498",
  minWorkers: (f) => 2 * f + 1,
  options: {},

  build: () => async (updates) => {
    const aggregate = await updates.coordinateMedian();
    const f = (updates.m - 1) >> 1; // trims all but the middle value, or the middle two
    return { aggregate, kept: async () => relativeToLargest(await updates.trimShares(f)), warnings: [] };
  },
});
