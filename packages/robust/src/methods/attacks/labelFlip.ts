import { defineAttack } from "../defineAttack";

/**
 * Trains on flipped labels and sends that update. Its momentum comes from those batches alone.
 *
 *   y ↦ classes − 1 − y, see `flipLabel`
 *
 * Li et al. (BrSGD), section 5.
 */
export const labelFlip = /* @__PURE__ */ defineAttack({
  kind: "labelFlip",
  name: "Label flip",
  shortName: "Label flip",
  group: "poison",
  formula: "own, trained on labels classes − 1 − y",
  sentence:
    "Trains on wrong labels (a 0 becomes a 9, a 9 becomes a 0) and otherwise behaves like an honest worker.",
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
