import { type Attack, type AttackFacts, scaled } from "../attack";

export const gradientScaleFacts: AttackFacts = {
  name: "Gradient scale",
  sentence: "Sends its honest update, but enormously enlarged, so that it alone decides an average.",
  strength: { option: "factor", label: "factor", default: 1e10 },
  needsKnowledge: false,
  poisonsLabels: false,
  source: "Li et al., Efficient Byzantine-Resilient Stochastic Gradient Descent (BrSGD)",
};

/**
 * The own update, enlarged.
 *
 *   factor · own, factor = 1e10
 *
 * Li et al. (BrSGD), section 5.
 */
export const gradientScale: Attack<"gradientScale"> = ({ factor }, { own }) => scaled(own, factor);
