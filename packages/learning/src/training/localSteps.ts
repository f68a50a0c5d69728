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
import type { ModelName } from "../models/models";

/** How a worker gets from the parameters of a round to its update. */
export interface LocalSteps {
  /** K ≥ 1 */
  count: number;
  /** η of the round, for the steps between the gradients; a single step needs none. */
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
  /** w_t of each arm, in the order of the layout. The caller owns and disposes of them. */
  arms: readonly Tensor[][];
  /** Uploads the batches of step k = 0 … K − 1: the worker's own and, with a poison, the poisoned one. */
  batchesAt: (k: number) => TensorBatch[];
  steps: LocalSteps;
}

/** One arm between two steps of a round, on one sequence of batches. */
type ArmState = {
  /** w_k */
  tensors: Tensor[];
  /** Sum of the losses and gradients of the steps so far, [1 + d]; undefined before the first. */
  sum?: Tensor1D;
};

/**
 * K steps of plain SGD, w ← w − η·g, for each arm on each sequence of batches. Returns, for each, the sum of the losses
 * before each step and then
 *
 *   Σ_k g_k = (w_t − w_local) / η
 *
 * as [batches · arms · (1 + d)]. It adds gradients and does not subtract parameters, because a difference of float32
 * parameters loses most of what a small η moved. The tensors of at most two steps exist at once. McMahan et al. 2017,
 * arXiv:1602.05629, algorithm 1, counted in batches.
 */
export function localSums({ model, shape, arms, batchesAt, steps }: LocalWork): Tensor1D {
  return tidy(() => {
    let states: ArmState[] = [];
    for (let k = 0; k < steps.count; k++) {
      const before = states;
      const rate = k + 1 < steps.count ? steps.learningRate : undefined;
      states = tidy(() =>
        batchesAt(k).flatMap((batch, b) =>
          arms.map((tensors, arm) => {
            const state = before[b * arms.length + arm] ?? { tensors };
            return tidy(() => step(model, shape, state, batch, rate));
          }),
        ),
      );
      dispose(before);
    }
    return concat<Tensor1D>(states.flatMap(({ sum }) => sum ?? []));
  });
}

/** `rate` is undefined in the last step: the parameters after it are not needed. */
function step(
  model: ModelName,
  shape: ImageShape,
  { tensors, sum }: ArmState,
  { pictures, oneHot }: TensorBatch,
  rate: number | undefined,
): ArmState {
  const slopes = lossAndGradient(model, shape, tensors, pictures, oneHot); // the loss, then one gradient for each tensor
  const slope = concat<Tensor1D>(slopes);
  return {
    sum: sum === undefined ? slope : add<Tensor1D>(sum, slope),
    tensors:
      rate === undefined ? [] : tensors.map((w, i) => sub(w, mul(reshape(slopes[i + 1], w.shape), rate))),
  };
}
