import type { AggregatorConfig, PreAggregatorConfig } from "@honest-majority/protocol";
import type { Aggregator } from "./aggregator";
import { buildPreAggregator, rowsLeft } from "./preAggregators";
import { buildAggregator, type Expected } from "./rules";

/** The part of an arm that turns a round's updates into one vector. */
export interface PipelineConfig {
  aggregator: AggregatorConfig;
  preAggregators?: readonly PreAggregatorConfig[];
}

/**
 * An arm's pre-aggregators, in their order, and its rule behind them, as one rule on the m updates. Each stage is
 * built for the rows that the ones before it leave, and for the same f.
 *
 * With S [k, m] the shares of the updates in the rows that reach the rule, and k the rule's own verdict on those:
 *
 *   keptᵢ = wᵢ / maxⱼ wⱼ · maxₖ(kₖ · Σⱼ Sₖⱼ),  w = Sᵀ·k
 *
 * so each update's weight in what was kept, scaled to the largest, which stands for what was kept of the best row: without
 * pre-aggregators k itself, behind clipping the clipped share. Scores go to the updates where each row is
 * made of one update alone; where they are mixed there are none.
 *
 * @throws RangeError when no round of that size can be aggregated so.
 */
export function buildPipeline(
  { aggregator, preAggregators = [] }: PipelineConfig,
  expected: Expected,
): Aggregator {
  const stages = preAggregators.map((config, i) =>
    buildPreAggregator(config, { ...expected, m: rowsLeft(preAggregators.slice(0, i), expected.m) }),
  );
  const rule = buildAggregator(aggregator, { ...expected, m: rowsLeft(preAggregators, expected.m) });
  if (stages.length === 0) return rule;
  return async (updates, previous, root) => {
    let rows = updates;
    let shares = identity(updates.m); // [rows.m, m]
    const warnings: string[] = [];
    for (const stage of stages) {
      const stepped = await stage(rows);
      shares = product(stepped.shares, shares, rows.m);
      rows = stepped.updates;
      warnings.push(...stepped.warnings);
    }
    const { scores, ...answer } = await rule(rows, previous, root);
    const own = scores && ownScores(scores, shares, updates.m);
    return {
      ...answer,
      kept: keptOf(answer.kept, shares, updates.m),
      ...(own ? { scores: own } : {}),
      warnings: [...warnings, ...answer.warnings],
    };
  };
}

function identity(m: number): Float64Array {
  return Float64Array.from({ length: m * m }, (_, at) => (at % (m + 1) === 0 ? 1 : 0));
}

/** [k, m]: [k, n] · [n, m]. */
function product(left: Float64Array, right: Float64Array, n: number): Float64Array {
  const k = left.length / n;
  const m = right.length / n;
  const out = new Float64Array(k * m);
  for (let row = 0; row < k; row++) {
    for (let i = 0; i < n; i++) {
      const weight = left[row * n + i];
      for (let j = 0; j < m; j++) out[row * m + j] += weight * right[i * m + j];
    }
  }
  return out;
}

function keptOf(kept: Float64Array, shares: Float64Array, m: number): Float64Array {
  const weights = product(kept, shares, kept.length); // [m]
  const largest = Math.max(...weights);
  if (largest === 0) return weights;
  const best = Math.max(...kept.map((share, row) => share * sum(shares.subarray(row * m, (row + 1) * m))));
  return weights.map((weight) => Math.min(1, (weight / largest) * best)); // a sum of shares may round to above 1
}

/** [m], or undefined where some row is made of several updates. */
function ownScores(scores: Float64Array, shares: Float64Array, m: number): Float64Array | undefined {
  const own = new Float64Array(m);
  if (scores.length !== m) return undefined;
  for (const [row, score] of scores.entries()) {
    const made = shares.subarray(row * m, (row + 1) * m);
    const from = made.findIndex((share) => share > 0);
    if (from < 0 || made.some((share, i) => share > 0 && i !== from)) return undefined;
    own[from] = score;
  }
  return own;
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
