/** What a run tells of the problem that it was: the parts of the papers' bounds, from its records. */
import type { RoundRecord, RunConfig } from "@honest-majority/protocol";
import {
  estimateRobustness,
  estimateSmoothness,
  estimateVariance,
  type Observation,
} from "@honest-majority/robust";

export interface Estimates {
  /** σ̂² */
  variance: number;
  /** L̂, null where the noise hides it. */
  smoothness: number | null;
  /** ĉ of the rule, null without Byzantine workers. */
  robustness: number | null;
  /** F̂₀: the loss of the first parameters over all workers' first batches. A loss is never below 0, so no more than that can be lost. */
  gap: number;
}

/**
 * Of the run's first arm; undefined where no round shows two honest updates or a first loss, and with local steps, whose updates
 * are no gradients.
 *
 * σ² and L are estimated from the first epoch. While no example has come twice, batches are independent draws; afterwards a momentum that
 * reaches back over an epoch shows which examples a worker has, and no more noise: with B = 512 and β = 0.9 on
 * 7,500 examples a σ̂² of twice the true one.
 */
export function estimatesOf(
  records: readonly RoundRecord[],
  config: RunConfig,
  trainExamples: number,
): Estimates | undefined {
  const observations = records.flatMap(observed);
  const shard = Math.floor(trainExamples / config.workers);
  const fresh = observations.filter(({ round }) => round === 0 || (round + 1) * config.batchSize <= shard);
  const gap = records[0]?.arms[0].trainLoss ?? null;
  if (config.localSteps > 1) return undefined;
  if (gap === null || !fresh.some(({ variance }) => variance !== null)) return undefined;
  const sampling = { batchSize: config.batchSize, momentum: config.algorithm.momentum };
  const variance = estimateVariance(fresh, sampling);
  return {
    variance,
    smoothness: estimateSmoothness(fresh, sampling, variance) ?? null,
    robustness: estimateRobustness(observations, (config.attackers ?? 0) / config.workers) ?? null,
    gap,
  };
}

function observed({ round, stage }: RoundRecord): Observation[] {
  const motion = stage?.honest?.[0];
  if (motion === undefined || motion === null) return [];
  return [{ round, ...motion, error: stage?.aggregationError[0] ?? null }];
}
