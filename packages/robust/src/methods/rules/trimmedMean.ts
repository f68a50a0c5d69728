import { type Aggregator, ownF, type RuleFacts } from "../aggregator";
import { requireCount, requireMajority } from "../checks";

export interface TrimmedMeanOptions {
  /** Values dropped at each end of every column. */
  f: number;
}

export const trimmedMeanFacts: RuleFacts = {
  name: "Trimmed mean",
  formula: "zⱼ = mean of column j without its f smallest and f largest values",
  sentence: "Drops the f smallest and the f largest values of each coordinate and averages the rest.",
  cost: "O(m·log m·d)",
  source: "Yin et al. 2018, arXiv:1803.01498",
  options: [ownF],
  minWorkers: (f) => 2 * f + 1,
};

/**
 * Coordinate-wise trimmed mean.
 *
 *   zⱼ = (1/(m−2f)) Σ x₍ᵢ₎ⱼ over i = f+1 … m−f, the column sorted
 *
 * Breakdown point f/m < ½: with m ≥ 2f+1 every zⱼ lies between the smallest and the largest honest value of
 * its column. `kept`: the share of its columns in which a row survived the trim.
 * A sort per column: O(m·log m·d). Yin et al. 2018, arXiv:1803.01498, definition 2.
 */
export function trimmedMean({ f }: TrimmedMeanOptions): Aggregator {
  requireCount("trimmedMean", f);
  return async (updates) => {
    requireMajority("trimmedMean", updates.m, f);
    const aggregate = await updates.trimmedMean(f);
    return { aggregate, kept: await updates.trimShares(f), warnings: [] };
  };
}
