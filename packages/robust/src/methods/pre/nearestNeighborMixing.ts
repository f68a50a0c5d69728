import { lowest } from "../../numerics/selection";
import { ownF } from "../../options/option";
import { requireHonest } from "../checks";
import { definePreAggregator } from "../definePreAggregator";

/**
 * Nearest-neighbour mixing (NNM): replaces each update by the mean of the m−f updates nearest to it, which include
 * itself. Ties go to the lower index.
 *
 *   yᵢ = (1/(m−f)) Σ xⱼ over the m−f smallest ‖xᵢ − xⱼ‖
 *
 * With m ≥ 2f+1 it shrinks the spread of the honest rows to a multiple of f/m of what it was. This brings the rules
 * after it to the best possible order of error. All pairwise distances, and m means: O(m²·d).
 * Allouah et al. 2023, arXiv:2302.01772, algorithm 2.
 */
export const nearestNeighborMixing = /* @__PURE__ */ definePreAggregator({
  kind: "nearestNeighborMixing",
  name: "Nearest-neighbour mixing",
  shortName: "NNM",
  formula: "yᵢ = mean of the m−f rows nearest to xᵢ",
  sentence: "Replaces each update by the average of the m−f updates most like it.",
  cost: "O(m²·d)",
  source: "Allouah et al. 2023, arXiv:2302.01772",
  options: { f: ownF },
  requires: (m, { f }) => requireHonest("nearestNeighborMixing", m, f),
  build:
    ({ f }) =>
    async (updates) => {
      const { m } = updates;
      const squares = await updates.squaredDistances(); // [m, m]
      const shares = new Float64Array(m * m);
      for (let i = 0; i < m; i++) {
        for (const j of lowest(squares.subarray(i * m, (i + 1) * m), m - f)) shares[i * m + j] = 1 / (m - f);
      }
      return { updates: await updates.mix(shares, m), shares, warnings: [] };
    },
});
