import { indicator, lowest, meanWeights } from "../../numerics/selection";
import { type Aggregator, ownF, type RuleFacts } from "../aggregator";
import { requireCount, requireHonest } from "../checks";

export interface MonnaOptions {
  f: number;
  /** The row that is trusted, counted from 0. */
  pivot?: number;
}

export const monnaFacts: RuleFacts = {
  name: "MoNNA",
  formula: "mean of the m−f rows nearest to the trusted row x_p",
  sentence: "Trusts one worker, and averages the updates that are most like its own.",
  cost: "O(m·d)",
  source: "Farhadkhani et al. 2023, arXiv:2209.10931",
  options: [ownF, { key: "pivot", label: "Trusted update, from 0", unset: "0" }],
  minWorkers: (f) => 2 * f + 1,
};

/**
 * MoNNA's nearest-neighbour average: the mean of the m−f updates nearest to a trusted one, itself among them; ties
 * to the lower index.
 *
 *   z = (1/(m−f)) Σ xᵢ over the m−f smallest ‖xᵢ − x_p‖₂
 *
 * In the paper each node does this with its own vector as p. With an honest p, z is no farther from x_p than the
 * farthest honest row, whatever f rows send; with a Byzantine p it promises nothing. `pivot` counts
 * the rows that reach the rule. `scores`: the distances. O(m·d). Farhadkhani et al. 2023, arXiv:2209.10931.
 */
export function monna({ f, pivot = 0 }: MonnaOptions): Aggregator {
  requireCount("monna", f);
  if (!Number.isInteger(pivot) || pivot < 0) {
    throw new RangeError(`monna: pivot must be an integer >= 0, got ${pivot}`);
  }
  return async (updates) => {
    const { m } = updates;
    requireHonest("monna", m, f);
    requirePivot(m, pivot);
    const trusted = await updates.combine(indicator(m, [pivot])); // [d]
    const scores = await updates.distancesTo(trusted, "l2"); // [m]
    const kept = indicator(m, lowest(scores, m - f));
    return { aggregate: await updates.combine(meanWeights(kept)), kept, scores, warnings: [] };
  };
}

export function requirePivot(m: number, pivot = 0): void {
  if (pivot >= m) throw new RangeError(`monna: pivot must be below m, got pivot = ${pivot}, m = ${m}`);
}
