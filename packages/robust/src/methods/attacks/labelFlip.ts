import { defineAttack } from "../defineAttack";

/**
 * Sends its own update, learnt from flipped labels, with a momentum of its own.
 *
 *   y ↦ classes − 1 − y, see `flipLabel`
 *
 * Li et al. (BrSGD), section 5.
 */
export const labelFlip = /* @__PURE__ */ defineAttack({
  kind: "labelFlip",
  name: "Label flip",
  shortName: "Label flip",
  formula: "own, learnt from y ↦ classes − 1 − y",
  sentence:
    "Trains on wrong labels, calling a 0 a 9 and a 9 a 0, and otherwise behaves as an honest worker does.",
  source: "Li et al., Efficient Byzantine-Resilient Stochastic Gradient Descent (BrSGD)",
  options: {},

  poison:
    () =>
    ({ pixels, labels }, { classes }) => ({
      pixels,
      labels: labels.map((label) => flipLabel(label, classes)),
    }),
});

/** classes − 1 − label: 9 − y with ten classes. */
export function flipLabel(label: number, classes: number): number {
  return classes - 1 - label;
}
