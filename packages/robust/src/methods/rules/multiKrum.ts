import { krumScores, krumWarnings, type Neighbours, neighboursOption } from "../../numerics/krumScores";
import { indicator, lowest, meanWeights } from "../../numerics/selection";
import { type Aggregator, ownF, type RuleFacts } from "../aggregator";
import { requireCount, requireHonest } from "../checks";

export interface MultiKrumOptions {
  f: number;
  neighbours?: Neighbours;
  /** How many of the lowest scores are averaged; unset, m − f. */
  k?: number;
}

export const multiKrumFacts: RuleFacts = {
  name: "Multi-Krum",
  formula: "mean of the k rows with the lowest Krum scores, k = m−f",
  sentence: "Scores updates as Krum does and averages the k best instead of keeping one.",
  cost: "O(m²·d)",
  source: "Blanchard et al. 2017, arXiv:1703.02757",
  options: [ownF, neighboursOption, { key: "k", label: "k, lowest scores kept", unset: "m − f" }],
  minWorkers: (f) => 2 * f + 3,
};

/**
 * Multi-Krum: the mean of the k updates with the lowest Krum scores; ties to the lower index.
 *
 *   z = (1/k) Σ xᵢ over the k lowest s(i), s as for Krum
 *
 * Resilient as Krum is for m ≥ 2f+3 and k ≤ m−f: fewer neighbours than that warn. k = 1 is Krum.
 * All pairwise distances: O(m²·d). Blanchard et al. 2017, arXiv:1703.02757, section 5.
 */
export function multiKrum({ f, neighbours = "n-f-2", k }: MultiKrumOptions): Aggregator {
  requireCount("multiKrum", f);
  if (k !== undefined && (!Number.isInteger(k) || k < 1)) {
    throw new RangeError(`multiKrum: k must be an integer >= 1, got ${k}`);
  }
  return async (updates) => {
    const { m } = updates;
    requireHonest("multiKrum", m, f);
    requireEnough(m, k);
    const scores = krumScores(await updates.squaredDistances(), m, f, neighbours);
    const kept = indicator(m, lowest(scores, k ?? m - f));
    const aggregate = await updates.combine(meanWeights(kept));
    return { aggregate, kept, scores, warnings: krumWarnings("multiKrum", m, f) };
  };
}

export function requireEnough(m: number, k = 1): void {
  if (k > m) throw new RangeError(`multiKrum: k must be at most m, got k = ${k}, m = ${m}`);
}
