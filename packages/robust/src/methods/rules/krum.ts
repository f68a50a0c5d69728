import { krumScores, neighboursOption } from "../../numerics/krumScores";
import { indicator, lowest } from "../../numerics/selection";
import { ownF } from "../../options/option";
import { requireHonest } from "../checks";
import { defineRule } from "../defineRule";

/**
 * Krum: the one update whose nearest neighbours are closest. Ties go to the lowest index.
 *
 *   z = x_k,  k = argminᵢ s(i),  s(i) = Σ ‖xᵢ − xⱼ‖² over the m−f−2 rows j ≠ i nearest to i
 *
 * (α, f)-Byzantine resilient for m ≥ 2f+3. With fewer rows it uses at least one neighbour, and warns.
 * All pairwise distances: O(m²·d). Blanchard et al. 2017, arXiv:1703.02757, section 4;
 * `neighbours: "n-f-1"` counts as ByzFL does.
 */
export const krum = /* @__PURE__ */ defineRule({
  rule: "krum",
  name: "Krum",
  shortName: "Krum",
  group: "far",
  formula: "x of argminᵢ Σ ‖xᵢ − xⱼ‖² over the m−f−2 rows j nearest to i",
  sentence: "Picks the one update whose nearest neighbours are closest, and drops all others.",
  cost: "O(m²·d)",
  source: "Blanchard et al. 2017, arXiv:1703.02757",
  chooses: true,
  minWorkers: (f) => 2 * f + 3,
  warnsBelow: true,
  options: { f: ownF, neighbours: neighboursOption },
  requires: (m, { f }) => requireHonest("krum", m, f),
  build:
    ({ f, neighbours }) =>
    async (updates) => {
      const { m } = updates;
      const scores = krumScores(await updates.squaredDistances(), m, f, neighbours);
      const kept = indicator(m, lowest(scores, 1));
      return { aggregate: await updates.combine(kept), kept, scores, warnings: [] };
    },
});
