import { defineAttack, scaled } from "../defineAttack";

/**
 * The worker's own update, scaled up.
 *
 *   factor · own, factor = 1e10
 *
 * Li et al. (BrSGD), section 5.
 */
export const gradientScale = /* @__PURE__ */ defineAttack({
  kind: "gradientScale",
  name: "Gradient scale",
  shortName: "Scale",
  group: "loud",
  formula: "factor·own",
  sentence: "Sends its honest update, but scaled up so much that it alone decides an average.",
  source: "Li et al., Efficient Byzantine-Resilient Stochastic Gradient Descent (BrSGD)",
  options: { factor: { kind: "number", above: 0, default: 1e10, label: "factor" } },
  strength: "factor",

  craft: ({ factor }, { own }) => scaled(own, factor),
});
