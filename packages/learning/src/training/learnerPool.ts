import { stream } from "@honest-majority/random";
import { tensor2d, tensor4d, tidy } from "@tensorflow/tfjs-core";
import type { Examples } from "../examples";
import { parameterLayout } from "../model/layout";
import { uploadParameters } from "../model/model";
import type { ModelName } from "../models/models";
import { type Seeds, seedOf } from "../seeds";
import { augment } from "./augment";
import { batchPicker, gatherLabels, gatherPixels, oneHot } from "./batch";
import type { ArmGradient } from "./learner";
import { type LocalSteps, localSums, ONE_STEP, requireLocalSteps, type TensorBatch } from "./localSteps";
import type { Poison, TrainingBatch } from "./poison";
import { readBack } from "./readBack";

export interface LearnerPoolOptions extends Seeds {
  model: ModelName;
  /** Each with its shard; all pictures have one shape, and all shards the same classes. */
  workers: readonly { examples: Examples; workerIndex: number }[];
  /** B; a smaller shard makes smaller batches. */
  batchSize: number;
  /** Whether the pictures of each batch are padded, cut and mirrored at random. */
  augment?: boolean;
}

export interface LearnerPool {
  /**
   * Returns for each worker what its own learner would return, in the order of `workers`. `poisons` has the same order.
   * The parameters of the arms are uploaded once for all workers, and on a GPU the batch of one worker is prepared
   * while the one before is computed.
   */
  gradients(
    parameters: readonly Float32Array[],
    round: number,
    poisons?: readonly (Poison | undefined)[],
    steps?: LocalSteps,
  ): Promise<{ own: ArmGradient[]; poisoned?: ArmGradient[] }[]>;
  dispose(): void;
}

/** The learners of many workers in one process. */
export function createLearnerPool({
  model,
  workers,
  batchSize,
  augment: isAugmented = false,
  ...seeds
}: LearnerPoolOptions): LearnerPool {
  if (workers.length === 0) throw new RangeError("createLearnerPool: at least one worker, got none");
  const shape = workers[0].examples;
  const layout = parameterLayout(model, shape, shape.classes);
  const d = layout.reduce((sum, { size }) => sum + size, 0);
  const seed = seedOf("batches", seeds);
  const attackSeed = seedOf("attacks", seeds);
  const batchers = workers.map(({ examples, workerIndex }) => {
    const { count, classes, height, width, channels } = examples;
    const pick = batchPicker({ seed, workerIndex, batchSize, count });
    return (place: number, poison: Poison | undefined): TrainingBatch[] => {
      const chosen = pick(place);
      const batch = { pixels: gatherPixels(examples, chosen), labels: gatherLabels(examples, chosen) };
      if (isAugmented) augment(batch.pixels, examples, stream(seed, "augment", workerIndex, place));
      if (poison === undefined) return [batch];
      const context = { classes, height, width, channels, count, chosen, seed: attackSeed, workerIndex };
      return [batch, poison(batch, context)];
    };
  });
  const upload = ({ pixels, labels }: TrainingBatch): TensorBatch => ({
    pictures: tensor4d(pixels, [labels.length, shape.height, shape.width, shape.channels]),
    oneHot: tensor2d(oneHot(labels, shape.classes), [labels.length, shape.classes]),
  });
  let disposed = false;

  return {
    async gradients(parameters, round, poisons = [], steps = ONE_STEP) {
      if (disposed) throw new Error("gradients: the learner was disposed of");
      for (const vector of parameters) {
        if (vector.length !== d) {
          throw new RangeError(`gradients: ${model} has ${d} parameters, got ${vector.length}`);
        }
      }
      if (parameters.length === 0) throw new RangeError("gradients: at least one arm's parameters, got none");
      requireLocalSteps(steps);
      const first = round * steps.count; // a worker's batches are one sequence, K of them a round
      const answers = tidy(() => {
        const arms = parameters.map((vector) => uploadParameters(vector, layout));
        return batchers.map((batchesOf, worker) => {
          const batchesAt = (k: number) => batchesOf(first + k, poisons[worker]).map(upload);
          return localSums({ model, shape, arms, batchesAt, steps });
        });
      });
      const read = await Promise.all(answers.map(readBack)); // each [batches · arms · (1 + d)]
      return read.map((values, worker) => {
        const armAt = (start: number): ArmGradient => ({
          loss: values[start] / steps.count,
          gradient: values.subarray(start + 1, start + 1 + d),
        });
        const ofBatch = (at: number) =>
          parameters.map((_, k) => armAt((at * parameters.length + k) * (1 + d)));
        return poisons[worker] === undefined
          ? { own: ofBatch(0) }
          : { own: ofBatch(0), poisoned: ofBatch(1) };
      });
    },
    dispose() {
      disposed = true; // it holds no tensor between rounds
    },
  };
}
