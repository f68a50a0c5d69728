import type { ModelName } from "@honest-majority/protocol";
import {
  add,
  concat,
  dispose,
  mul,
  reshape,
  sub,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  tidy,
} from "@tensorflow/tfjs-core";
import type { ImageShape } from "../examples";
import { lossAndGradient } from "../model/model";

/** How a worker gets from a round's parameters to its update. */
export interface LocalSteps {
  /** K ≥ 1 */
  count: number;
  /** The round's η, of the steps in between; a single step needs none. */
  learningRate: number;
}

/** The update is the gradient at the round's parameters. */
export const ONE_STEP: LocalSteps = { count: 1, learningRate: 0 };

/** @throws RangeError */
export function requireLocalSteps({ count, learningRate }: LocalSteps): void {
  if (!Number.isInteger(count) || count < 1) {
    throw new RangeError(`gradients: local steps must be an integer >= 1, got ${count}`);
  }
  if (count > 1 && !(learningRate > 0)) {
    throw new RangeError(
      `gradients: ${count} local steps must have a learning rate > 0, got ${learningRate}`,
    );
  }
}

export interface TensorBatch {
  /** [B, height, width, channels] */
  pictures: Tensor4D;
  /** [B, classes] */
  oneHot: Tensor2D;
}

export interface LocalWork {
  model: ModelName;
  shape: ImageShape;
  /** Each arm's w_t, as the layout orders its tensors. They stay the caller's. */
  arms: readonly Tensor[][];
  /** Uploads the batches of step k = 0 … K − 1: the worker's own and, where there is a poison, the poisoned one. */
  batchesAt: (k: number) => TensorBatch[];
  steps: LocalSteps;
}

/** Where an arm stands on its way through a round's steps, on one sequence of batches. */
type Walk = {
  /** w_k */
  tensors: Tensor[];
  /** Losses and gradients of the steps so far, added up, [1 + d]; none before the first. */
  sum?: Tensor1D;
};

/**
 * K steps of plain SGD, w ← w − η·g, for each arm on each of a step's batches by itself; of each the sum
 *
 *   Σ_k g_k = (w_t − w_local) / η
 *
 * behind the sum of the losses before each step: [batches · arms · (1 + d)]. The gradients are added up and not the
 * parameters subtracted, as a difference of float32 parameters keeps little of what a small η moved. Only two steps'
 * tensors are there at once. McMahan et al. 2017, arXiv:1602.05629, algorithm 1, counted in batches.
 */
export function localSums({ model, shape, arms, batchesAt, steps }: LocalWork): Tensor1D {
  return tidy(() => {
    let walks: Walk[] = [];
    for (let k = 0; k < steps.count; k++) {
      const before = walks;
      const rate = k + 1 < steps.count ? steps.learningRate : undefined;
      walks = tidy(() =>
        batchesAt(k).flatMap((batch, b) =>
          arms.map((tensors, arm) => {
            const walk = before[b * arms.length + arm] ?? { tensors };
            return tidy(() => step(model, shape, walk, batch, rate));
          }),
        ),
      );
      dispose(before);
    }
    return concat<Tensor1D>(walks.flatMap(({ sum }) => sum ?? []));
  });
}

/** `rate` is undefined in the last step: where it leads to is nobody's business. */
function step(
  model: ModelName,
  shape: ImageShape,
  { tensors, sum }: Walk,
  { pictures, oneHot }: TensorBatch,
  rate: number | undefined,
): Walk {
  const slopes = lossAndGradient(model, shape, tensors, pictures, oneHot); // the loss, then a gradient a tensor
  const slope = concat<Tensor1D>(slopes);
  return {
    sum: sum === undefined ? slope : add<Tensor1D>(sum, slope),
    tensors:
      rate === undefined ? [] : tensors.map((w, i) => sub(w, mul(reshape(slopes[i + 1], w.shape), rate))),
  };
}
