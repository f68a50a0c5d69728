import type { Examples } from "../examples";
import type { ModelName } from "../models/models";
import type { Seeds } from "../seeds";
import { createLearnerPool } from "./learnerPool";
import type { LocalSteps } from "./localSteps";
import type { Poison } from "./poison";

export interface LearnerOptions extends Seeds {
  model: ModelName;
  /** The worker's shard, one byte a pixel. It is not copied; each round uploads its batch. */
  examples: Examples;
  /** B; a smaller shard makes smaller batches. */
  batchSize: number;
  workerIndex: number;
  /** Whether the pictures of each batch are padded, cut and mirrored at random. */
  augment?: boolean;
}

export interface ArmGradient {
  /** After one step ∇L at the arm's parameters, [d]; after K steps (w_t − w_local)/η, the sum of their gradients. It is the caller's. */
  gradient: Float32Array<ArrayBuffer>;
  /** Mean cross-entropy of the batch before the step; after K steps the mean over their batches. */
  loss: number;
}

export interface Learner {
  /**
   * The gradient of each arm's parameters on the batch of round t and, with a poison, on the same batch poisoned; all
   * are read back at once. K local steps use batches t·K … t·K + K − 1. A diverged arm may get NaN or infinite numbers.
   */
  gradients(
    parameters: readonly Float32Array[],
    round: number,
    poison?: Poison,
    steps?: LocalSteps,
  ): Promise<{ own: ArmGradient[]; poisoned?: ArmGradient[] }>;
  dispose(): void;
}

/** The learner of one worker. Takes a whole `assignment.training`: fields that it does not know are ignored. */
export function createLearner({ examples, workerIndex, ...shared }: LearnerOptions): Learner {
  const pool = createLearnerPool({ ...shared, workers: [{ examples, workerIndex }] });
  return {
    gradients: async (parameters, round, poison, steps) =>
      (await pool.gradients(parameters, round, [poison], steps))[0],
    dispose: pool.dispose,
  };
}
