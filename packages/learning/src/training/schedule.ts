import type { Schedule } from "@honest-majority/protocol";
import { batchesPerEpoch } from "./batch";

export interface ScheduleInput {
  schedule: Schedule;
  /** η₀ */
  learningRate: number;
  /** T */
  rounds: number;
  round: number;
  batchSize: number;
  /** K, the batches that a worker takes a round. */
  localSteps?: number;
  workers: number;
  /** In the whole training set, before it is dealt out. */
  trainExamples: number;
}

/**
 * η of a round: η₀, or by cosine annealing η₀/2 · (1 + cos(pπ/P)) in epoch p = 0 … P − 1, where an epoch
 * is the rounds in which every worker goes once through its shard and P is how many the run begins.
 */
export function learningRateAt({
  schedule,
  learningRate,
  rounds,
  round,
  batchSize,
  localSteps = 1,
  workers,
  trainExamples,
}: ScheduleInput): number {
  switch (schedule.kind) {
    case "constant":
      return learningRate;
    case "cosine": {
      const perEpoch = batchesPerEpoch({ batchSize, count: Math.floor(trainExamples / workers) });
      const epochs = Math.ceil((rounds * localSteps) / perEpoch);
      const epoch = Math.floor((round * localSteps) / perEpoch);
      return (learningRate / 2) * (1 + Math.cos((epoch * Math.PI) / epochs));
    }
    default:
      throw new RangeError(`learningRateAt: unknown schedule ${schedule satisfies never}`);
  }
}
