import { indicator, lowest, meanWeights } from "../../numerics/selection";
import { ownF } from "../../options/option";
import { requireHonest } from "../checks";
import { defineRule } from "../defineRule";

/**
 * Comparative gradient elimination: the mean of the m−f shortest updates. Ties go to the lower index.
 *
 *   z = (1/(m−f)) Σ xᵢ over the m−f smallest ‖xᵢ‖₂
 *
 * With at most f Byzantine rows ‖z‖ is at most the longest honest row's length. The direction has no such bound:
 * short rows with a wrong direction pass. The paper sums the m−f rows, which scales the learning rate; its public
 * implementation averages them, as here. `scores`: the lengths. O(m·d). Gupta, Liu, Vaidya 2020, arXiv:2008.04699.
 */
export const cge = /* @__PURE__ */ defineRule({
  rule: "cge",
  name: "CGE",
  shortName: "CGE",
  group: "far",
  formula: "mean of the m−f rows with the smallest ‖xᵢ‖₂",
  sentence:
    "Drops the f longest updates and averages the rest, so an attacker gains nothing by sending a very long update.",
  cost: "O(m·d)",
  source: "Gupta, Liu and Vaidya 2020, arXiv:2008.04699",
  chooses: true,
  minWorkers: (f) => 2 * f + 1,
  options: { f: ownF },
  requires: (m, { f }) => requireHonest("cge", m, f),
  build:
    ({ f }) =>
    async (updates) => {
      const { m } = updates;
      const origin = await updates.combine(new Float64Array(m)); // [d], zeros
      const scores = await updates.distancesTo(origin, "l2"); // [m]
      const kept = indicator(m, lowest(scores, m - f));
      return { aggregate: await updates.combine(meanWeights(kept)), kept, scores, warnings: [] };
    },
});
