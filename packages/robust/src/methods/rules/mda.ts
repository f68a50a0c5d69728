import { indicator, meanWeights } from "../../numerics/selection";
import { smallestDiameter } from "../../numerics/smallestDiameter";
import { ownF } from "../../options/option";
import { requireHonest } from "../checks";
import { defineRule } from "../defineRule";

/**
 * Minimum-diameter averaging: the mean of the m−f updates whose largest distance is the least. If several subsets tie,
 * the first in the order of their indices wins.
 *
 *   z = (1/(m−f)) Σ xᵢ over i ∈ argmin max ‖xᵢ − xⱼ‖ over i, j ∈ S,  |S| = m−f
 *
 * The honest rows are such a subset, so with m ≥ 2f+1 the chosen rows are no farther apart than the honest rows, and at
 * least one of the chosen rows is honest. The search over subsets is exact but bounded. If it reaches its bound, the
 * rule warns and returns the mean of rows that are merely close. All pairwise distances: O(m²·d).
 * El Mhamdi, Guerraoui, Guirguis, Hoang, Rouault 2020, arXiv:1905.03853; Rousseeuw 1985.
 */
export const mda = /* @__PURE__ */ defineRule({
  rule: "mda",
  name: "MDA",
  shortName: "MDA",
  group: "spread",
  formula: "mean over argmin_S max over i, j ∈ S of ‖xᵢ − xⱼ‖, |S| = m−f",
  sentence: "Finds the m−f updates whose farthest pair is as close as possible, and averages them.",
  cost: "O(m²·d), and a search that is exponential in f at worst",
  source: "El Mhamdi et al. 2020, arXiv:1905.03853; Rousseeuw 1985",
  chooses: true,
  minWorkers: (f) => 2 * f + 1,
  options: { f: ownF },
  requires: (m, { f }) => requireHonest("mda", m, f),
  build:
    ({ f }, { branches }) =>
    async (updates) => {
      const { m } = updates;
      const { rows, exact } = smallestDiameter(await updates.squaredDistances(), m, f, branches);
      const kept = indicator(m, rows);
      const warnings = exact
        ? []
        : [`mda: the closest ${m - f} of ${m} updates were not found in time, so close ones are averaged`];
      return { aggregate: await updates.combine(meanWeights(kept)), kept, warnings };
    },
});
