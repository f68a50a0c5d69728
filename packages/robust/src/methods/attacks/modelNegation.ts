import { defineAttack, requireKnowledge, scaled } from "../defineAttack";

/**
 * The honest sum, negated and scaled up.
 *
 *   −factor · Σ over honest xᵢ = −factor · h · mean, h honest updates, factor = 1e10
 *
 * Li et al. (BrSGD), section 5: the sum, not the mean.
 */
export const modelNegation = /* @__PURE__ */ defineAttack({
  kind: "modelNegation",
  name: "Model negation",
  shortName: "Negation",
  group: "loud",
  formula: "−factor·h·mean, h honest updates",
  sentence:
    "Sends the sum of all honest updates, reversed and scaled up enormously, to drive the model the opposite way.",
  needs: "moments",
  source: "Li et al., Efficient Byzantine-Resilient Stochastic Gradient Descent (BrSGD)",
  options: { factor: { kind: "number", above: 0, default: 1e10, label: "factor" } },
  strength: "factor",

  craft: ({ factor }, { knowledge }) => {
    const { mean, honest } = requireKnowledge("modelNegation", knowledge);
    return scaled(mean, -factor * honest);
  },
});
