import type { ModelName } from "@honest-majority/protocol";
import { stream } from "@honest-majority/random";
import { tensor2d, tensor4d, tidy } from "@tensorflow/tfjs-core";
import type { Examples } from "../examples";
import { parameterLayout } from "../model/layout";
import { uploadParameters } from "../model/model";
import { augment } from "./augment";
import { batchPicker, gatherLabels, gatherPixels, oneHot } from "./batch";
import type { ArmGradient } from "./learner";
import { type LocalSteps, localSums, ONE_STEP, requireLocalSteps, type TensorBatch } from "./localSteps";
import { type Batch, type Poison, poisoner } from "./poison";
import { readBack } from "./readBack";

export interface LearnerPoolOptions {
  model: ModelName;
  /** Each with its shard; all of one shape and with the same classes. */
  workers: readonly { examples: Examples; workerIndex: number }[];
  /** B; a smaller shard makes smaller batches. */
  batchSize: number;
  seed: number;
  /** Whether each batch's pictures are padded, cut and mirrored anew. */
  augment?: boolean;
}

export interface LearnerPool {
  /**
   * What each worker's own learner would answer, in their order; `poisons` likewise. The arms' parameters are
   * uploaded once for all, and on a GPU one worker's batch is made while the one before is computed.
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
  seed,
  augment: isAugmented = false,
}: LearnerPoolOptions): LearnerPool {
  if (workers.length === 0) throw new RangeError("createLearnerPool: at least one worker, got none");
  const shape = workers[0].examples;
  const layout = parameterLayout(model, shape, shape.classes);
  const d = layout.reduce((sum, { size }) => sum + size, 0);
  const hands = workers.map(({ examples, workerIndex }) => {
    const pick = batchPicker({ seed, workerIndex, batchSize, count: examples.count });
    const poisonBatch = poisoner({ examples, seed, workerIndex });
    return (place: number, poison: Poison | undefined) => {
      const chosen = pick(place);
      const batch = { pixels: gatherPixels(examples, chosen), labels: gatherLabels(examples, chosen) };
      if (isAugmented) augment(batch.pixels, examples, stream(seed, "augment", workerIndex, place));
      return poison === undefined ? [batch] : [batch, poisonBatch(poison, chosen, batch)];
    };
  });
  const upload = ({ pixels, labels }: Batch): TensorBatch => ({
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
        return hands.map((batchesOf, worker) => {
          const batchesAt = (k: number) => batchesOf(first + k, poisons[worker]).map(upload);
          return localSums({ model, shape, arms, batchesAt, steps });
        });
      });
      const read = await Promise.all(answers.map(readBack)); // each [batches · arms · (1 + d)]
      return read.map((values, worker) => {
        const armAt = (start: number): ArmGradient => ({
          loss: values[start] / steps.count,
          gradient: values.slice(start + 1, start + 1 + d),
        });
        const ofBatch = (at: number) =>
          parameters.map((_, k) => armAt((at * parameters.length + k) * (1 + d)));
        return poisons[worker] === undefined
          ? { own: ofBatch(0) }
          : { own: ofBatch(0), poisoned: ofBatch(1) };
      });
    },
    dispose() {
      disposed = true; // between rounds it holds no tensor
    },
  };
}
