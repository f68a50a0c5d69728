/** Estimates the constants of the papers' bounds from a run's records. */
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
  /** L̂; null if the noise hides it. */
  smoothness: number | null;
  /** ĉ of the rule; null without Byzantine workers. */
  robustness: number | null;
  /** F̂₀: the loss of the initial parameters over all workers' first batches. A loss is never below 0, so F₀ is at most this. */
  gap: number;
}

/**
 * Estimates from the run's first arm. Undefined if no round has two honest updates or a first loss, and with local steps,
 * whose updates are not gradients.
 *
 * σ² and L are estimated from the first epoch. Batches are independent draws only until an example repeats. After that, a
 * momentum that reaches back over an epoch depends on the worker's examples instead of on noise: with B = 512 and β = 0.9
 * on 7,500 examples, σ̂² was twice the true one.
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
    robustness: estimateRobustness(observations, maliciousShare(records)) ?? null,
    gap,
  };
}

/** δ: the malicious among the invited, over all rounds whose roles are known; 0 where none are. */
export function maliciousShare(records: readonly Pick<RoundRecord, "invited" | "stage">[]): number {
  let [malicious, invited] = [0, 0];
  for (const { stage, invited: all } of records) {
    if (stage === undefined) continue;
    malicious += stage.byzantine.length;
    invited += all.length;
  }
  return invited === 0 ? 0 : malicious / invited;
}

function observed({ round, stage }: RoundRecord): Observation[] {
  const motion = stage?.honest?.[0];
  if (motion === undefined || motion === null) return [];
  return [{ round, ...motion, error: stage?.aggregationError[0] ?? null }];
}
