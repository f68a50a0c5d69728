import { indicator, lowest, meanWeights } from "../../numerics/selection";
import { ownF } from "../../options/option";
import { requireHonest } from "../checks";
import { defineRule } from "../defineRule";

/**
 * MoNNA's nearest-neighbour average: the mean of the m−f updates nearest to a trusted one, which is one of them. Ties
 * go to the lower index.
 *
 *   z = (1/(m−f)) Σ xᵢ over the m−f smallest ‖xᵢ − x_p‖₂
 *
 * In the paper each node does this with its own vector as p. With an honest p, z is no farther from x_p than the
 * farthest honest row, whatever f rows send. With a Byzantine p there is no guarantee. `pivot` is an index among the
 * rows that reach the rule. `scores`: the distances. O(m·d). Farhadkhani et al. 2023, arXiv:2209.10931.
 */
export const monna = /* @__PURE__ */ defineRule({
  rule: "monna",
  name: "MoNNA",
  shortName: "MoNNA",
  group: "centre",
  formula: "mean of the m−f rows nearest to the trusted row x_p",
  sentence: "Trusts one worker and averages the m−f updates most like that worker's.",
  cost: "O(m·d)",
  source: "Farhadkhani et al. 2023, arXiv:2209.10931",
  chooses: true,
  minWorkers: (f) => 2 * f + 1,
  options: { f: ownF, pivot: { kind: "integer", min: 0, default: 0, label: "Trusted update, from 0" } },
  rowsAskedFor: ({ pivot }) => ({ pivot: pivot + 1 }),
  requires(m, { f, pivot }) {
    requireHonest("monna", m, f);
    if (pivot >= m) throw new RangeError(`monna: pivot must be below m, got pivot = ${pivot}, m = ${m}`);
  },
  build:
    ({ f, pivot }) =>
    async (updates) => {
      const { m } = updates;
      const trusted = await updates.combine(indicator(m, [pivot])); // [d]
      const scores = await updates.distancesTo(trusted, "l2"); // [m]
      const kept = indicator(m, lowest(scores, m - f));
      return { aggregate: await updates.combine(meanWeights(kept)), kept, scores, warnings: [] };
    },
});
