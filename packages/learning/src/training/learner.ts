import type { ModelName } from "@honest-majority/protocol";
import type { Examples } from "../examples";
import { createLearnerPool } from "./learnerPool";
import type { LocalSteps } from "./localSteps";
import type { Poison } from "./poison";

export interface LearnerOptions {
  model: ModelName;
  /** The worker's shard. It stays where it is, one byte a pixel; each round uploads its batch alone. */
  examples: Examples;
  /** B; a smaller shard makes smaller batches. */
  batchSize: number;
  seed: number;
  workerIndex: number;
  /** Whether each batch's pictures are padded, cut and mirrored anew. */
  augment?: boolean;
}

export interface ArmGradient {
  /** Of one step: ∇L at the arm's parameters, [d]. Of K: (w_t − w_local)/η, the sum of K gradients on the way. */
  gradient: Float32Array<ArrayBuffer>;
  /** Mean cross-entropy of the batch, before the step; over the K batches. */
  loss: number;
}

export interface Learner {
  /**
   * The gradient of each arm's parameters on round t's one batch and, where a poison is given, on the same batch
   * poisoned, all read back at once. With K local steps what they come to on batches t·K … t·K + K − 1. Numbers are as
   * they come: a diverged arm's may be NaN or infinite.
   */
  gradients(
    parameters: readonly Float32Array[],
    round: number,
    poison?: Poison,
    steps?: LocalSteps,
  ): Promise<{ own: ArmGradient[]; poisoned?: ArmGradient[] }>;
  dispose(): void;
}

export function createLearner({ examples, workerIndex, ...shared }: LearnerOptions): Learner {
  const pool = createLearnerPool({ ...shared, workers: [{ examples, workerIndex }] });
  return {
    gradients: async (parameters, round, poison, steps) =>
      (await pool.gradients(parameters, round, [poison], steps))[0],
    dispose: pool.dispose,
  };
}
