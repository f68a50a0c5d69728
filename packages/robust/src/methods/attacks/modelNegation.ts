import { type Attack, type AttackFacts, requireKnowledge, scaled } from "../attack";

export const modelNegationFacts: AttackFacts = {
  name: "Model negation",
  formula: "−factor·Σ honest",
  sentence:
    "Sends the sum of all honest updates turned round and blown up, to drag the model the opposite way.",
  options: [{ key: "factor", label: "factor", unset: "10000000000" }],
  needs: "moments",
  source: "Li et al., Efficient Byzantine-Resilient Stochastic Gradient Descent (BrSGD)",
};

/**
 * The honest sum, negated and enlarged.
 *
 *   −factor · Σ over honest xᵢ = −factor · h · mean, h honest updates, factor = 1e10
 *
 * Li et al. (BrSGD), section 5: the sum, not the mean.
 */
export const modelNegation: Attack<"modelNegation"> = ({ factor }, { knowledge }) => {
  const { mean, honest } = requireKnowledge("modelNegation", knowledge);
  return scaled(mean, -factor * honest);
};
