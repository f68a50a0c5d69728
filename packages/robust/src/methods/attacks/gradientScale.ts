import { type Attack, type AttackFacts, scaled } from "../attack";

export const gradientScaleFacts: AttackFacts = {
  name: "Gradient scale",
  formula: "factor·own",
  sentence: "Sends its honest update, but enormously enlarged, so that it alone decides an average.",
  options: [{ key: "factor", label: "factor", unset: "10000000000" }],
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
