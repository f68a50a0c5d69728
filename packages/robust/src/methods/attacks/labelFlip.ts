import type { Attack, AttackFacts } from "../attack";

export const labelFlipFacts: AttackFacts = {
  name: "Label flip",
  formula: "own, learnt from y ↦ classes − 1 − y",
  sentence:
    "Trains on wrong labels, calling a 0 a 9 and a 9 a 0, and otherwise behaves as an honest worker does.",
  options: [],
  poisonsBatch: true,
  source: "Li et al., Efficient Byzantine-Resilient Stochastic Gradient Descent (BrSGD)",
};

/**
 * The own update as it is: the lie lies in the labels it was trained on, momentum included.
 *
 *   y ↦ classes − 1 − y, see `flipLabel`
 *
 * Li et al. (BrSGD), section 5.
 */
export const labelFlip: Attack<"labelFlip"> = (_config, { own }) => own.slice();

/** classes − 1 − label: 9 − y with ten classes. */
export function flipLabel(label: number, classes: number): number {
  return classes - 1 - label;
}
