import { krumScores, krumWarnings, type Neighbours, neighboursOption } from "../../numerics/krumScores";
import { indicator, lowest } from "../../numerics/selection";
import { type Aggregator, ownF, type RuleFacts } from "../aggregator";
import { requireCount, requireHonest } from "../checks";

export interface KrumOptions {
  f: number;
  neighbours?: Neighbours;
}

export const krumFacts: RuleFacts = {
  name: "Krum",
  formula: "x of argminᵢ Σ ‖xᵢ − xⱼ‖² over the m−f−2 rows j nearest to i",
  sentence: "Picks the one update whose nearest neighbours are closest, and throws all others away.",
  cost: "O(m²·d)",
  source: "Blanchard et al. 2017, arXiv:1703.02757",
  options: [ownF, neighboursOption],
  minWorkers: (f) => 2 * f + 3,
};

/**
 * Krum: the one update that lies closest to its nearest neighbours; ties to the lowest index.
 *
 *   z = x_k,  k = argminᵢ s(i),  s(i) = Σ ‖xᵢ − xⱼ‖² over the m−f−2 rows j ≠ i nearest to i
 *
 * (α, f)-Byzantine resilient for m ≥ 2f+3; below that it answers with at least one neighbour, and warns.
 * All pairwise distances: O(m²·d). Blanchard et al. 2017, arXiv:1703.02757, section 4;
 * `neighbours: "n-f-1"` is how ByzFL counts.
 */
export function krum({ f, neighbours = "n-f-2" }: KrumOptions): Aggregator {
  requireCount("krum", f);
  return async (updates) => {
    const { m } = updates;
    requireHonest("krum", m, f);
    const scores = krumScores(await updates.squaredDistances(), m, f, neighbours);
    const kept = indicator(m, lowest(scores, 1));
    return { aggregate: await updates.combine(kept), kept, scores, warnings: krumWarnings("krum", m, f) };
  };
}
