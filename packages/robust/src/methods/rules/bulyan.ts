import { krumScores } from "../../numerics/krumScores";
import { indicator, lowest } from "../../numerics/selection";
import { ownF } from "../../options/option";
import { requireMajority } from "../checks";
import { defineRule } from "../defineRule";

/**
 * Bulyan over Krum. Krum picks θ = m−2f updates one at a time, each from the updates not yet picked. Then, coordinate
 * by coordinate, Bulyan averages the β = θ−2f picked values nearest to the median of the picked values.
 *
 *   zⱼ = (1/β) Σ xᵢⱼ over the β values of column j, of the picked rows, nearest to their median
 *
 * For m ≥ 4f+3 most picked rows are honest, so the median lies among honest values, and zⱼ leaves their range by no
 * more than its width. With fewer rows it still uses at least one neighbour and one value, and warns. `kept`: 1 for
 * a picked row, 0 for another. The picks need only the pairwise distances: O(m²·d + m³·log m).
 * El Mhamdi, Guerraoui, Rouault 2018, arXiv:1802.07927, section 4.
 */
export const bulyan = /* @__PURE__ */ defineRule({
  rule: "bulyan",
  name: "Bulyan",
  shortName: "Bulyan",
  group: "far",
  formula: "pick m−2f rows by repeated Krum; zⱼ = mean of their m−4f values nearest to the median",
  sentence:
    "Picks updates one by one with Krum, then averages the values closest to the median of the picked updates.",
  cost: "O(m²·d + m³·log m)",
  source: "El Mhamdi et al. 2018, arXiv:1802.07927",
  chooses: true,
  minWorkers: (f) => 4 * f + 3,
  warnsBelow: true,
  options: { f: ownF },
  requires: (m, { f }) => requireMajority("bulyan", m, f),
  build:
    ({ f }) =>
    async (updates) => {
      const { m } = updates;
      const picked = picks(await updates.squaredDistances(), m, f);
      const chosen = updates.select(picked);
      const values = Math.max(1, m - 4 * f);
      const aggregate = await chosen.meanAround(await chosen.coordinateMedian(), values);
      return { aggregate, kept: indicator(m, picked), warnings: [] };
    },
});

/** The m − 2f rows that Krum picks one after the other, in the order of the rows. */
function picks(squaredDistances: Float64Array, m: number, f: number): number[] {
  const left = Array.from({ length: m }, (_, i) => i);
  const picked: number[] = [];
  while (picked.length < m - 2 * f) {
    const among = Float64Array.from(left.flatMap((i) => left.map((j) => squaredDistances[i * m + j])));
    const [best] = lowest(krumScores(among, left.length, f, "n-f-2"), 1);
    picked.push(...left.splice(best, 1));
  }
  return picked.sort((a, b) => a - b);
}
