import {
  div,
  exp,
  log,
  max,
  maximum,
  mean,
  mul,
  type Scalar,
  sub,
  sum,
  type Tensor,
} from "@tensorflow/tfjs-core";

/** Keeps 0 · shifted finite where two finite logits are further apart than float32 reaches. */
const LOWEST_SHIFTED_LOGIT = -1e30;

/**
 * Mean softmax cross-entropy of logits z [B, classes] against one-hot labels y [B, classes], and the way back.
 *
 *   L = (1/B) Σ_b (log Σ_j exp z_bj − z_b,y)      ∂L/∂z = (p − y)/B
 *
 * Finite for finite logits, however far apart, and made of kernels that every backend has; tfjs' own
 * softmaxCrossEntropy is neither.
 */
export function crossEntropy(logits: Tensor, oneHot: Tensor): { loss: Scalar; back: () => Tensor } {
  const shifted = maximum(sub(logits, max(logits, 1, true)), LOWEST_SHIFTED_LOGIT);
  const exponentials = exp(shifted);
  const total = sum(exponentials, 1, true); // [B, 1], at least 1
  return {
    loss: mean<Scalar>(sub(log(total), sum(mul(shifted, oneHot), 1, true))),
    back: () => div(sub(div(exponentials, total), oneHot), logits.shape[0]),
  };
}
