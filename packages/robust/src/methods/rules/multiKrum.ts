import { krumScores, neighboursOption } from "../../numerics/krumScores";
import { indicator, lowest, meanWeights } from "../../numerics/selection";
import { ownF } from "../../options/option";
import { requireHonest } from "../checks";
import { defineRule } from "../defineRule";

/**
 * Multi-Krum: the mean of the k updates with the lowest Krum scores. Ties go to the lower index.
 *
 *   z = (1/k) Σ xᵢ over the k lowest s(i), s as for Krum
 *
 * Resilient as Krum is, for m ≥ 2f+3 and k ≤ m−f; with fewer rows or a larger k it warns. k = 1 is Krum.
 * All pairwise distances: O(m²·d). Blanchard et al. 2017, arXiv:1703.02757, section 5.
 */
export const multiKrum = /* @__PURE__ */ defineRule({
  rule: "multiKrum",
  name: "Multi-Krum",
  shortName: "Multi-Krum",
  group: "far",
  formula: "mean of the k rows with the lowest Krum scores, k = m−f",
  sentence: "Scores updates as Krum does and averages the k best instead of keeping only one.",
  cost: "O(m²·d)",
  source: "Blanchard et al. 2017, arXiv:1703.02757",
  chooses: true,
  minWorkers: (f) => 2 * f + 3,
  warnsBelow: true,
  options: {
    f: ownF,
    neighbours: neighboursOption,
    k: { kind: "integer", min: 1, label: "k, lowest scores kept", unset: "m − f" },
  },
  rowsAskedFor: ({ f, k }) => ({ ...(k !== undefined && { k: k + f }) }),
  requires(m, { f, k = 1 }) {
    requireHonest("multiKrum", m, f);
    if (k > m) throw new RangeError(`multiKrum: k must be at most m, got k = ${k}, m = ${m}`);
  },
  build:
    ({ f, neighbours, k }) =>
    async (updates) => {
      const { m } = updates;
      const scores = krumScores(await updates.squaredDistances(), m, f, neighbours);
      const kept = indicator(m, lowest(scores, k ?? m - f));
      const aggregate = await updates.combine(meanWeights(kept));
      const warnings =
        k !== undefined && k > m - f
          ? [`multiKrum with k = ${k} guarantees nothing below ${k + f} updates, got ${m}`]
          : [];
      return { aggregate, kept, scores, warnings };
    },
});
