import { indicator, lowest, meanWeights } from "../../numerics/selection";
import { defineRule } from "../defineRule";

/**
 * Aksel: the mean of the half of the updates nearest to their coordinate median. Ties go to the lower index.
 *
 *   z = (1/h) Σ xᵢ over the h = ⌈m/2⌉ smallest ‖xᵢ − c‖₂,  c the coordinate median
 *
 * With m ≥ 2f+1 at least h rows are honest, so z lies no farther from c than the farthest honest row. The median of
 * an even m is the lower of the two middle values, as in the authors' implementation. `scores`: the distances to c.
 * One sort per column: O(m·log m·d). Boussetta, El-Mhamdi, Guerraoui, Maurer, Rouault 2021.
 */
export const aksel = /* @__PURE__ */ defineRule({
  rule: "aksel",
  name: "Aksel",
  shortName: "Aksel",
  group: "centre",
  formula: "mean of the ⌈m/2⌉ rows nearest to the coordinate median",
  sentence: "Averages the half of the updates that lie closest to the median of all updates.",
  cost: "O(m·log m·d)",
  source: "Boussetta et al. 2021, AKSEL: Fast Byzantine SGD, OPODIS 2020",
  chooses: true,
  minWorkers: (f) => 2 * f + 1,
  options: {},

  build: () => async (updates) => {
    const { m } = updates;
    const center = await updates.coordinateMedian("lower"); // [d]
    const scores = await updates.distancesTo(center, "l2"); // [m]
    const kept = indicator(m, lowest(scores, Math.ceil(m / 2)));
    return { aggregate: await updates.combine(meanWeights(kept)), kept, scores, warnings: [] };
  },
});
