import { type Attack, type AttackFacts, finiteFloat32 } from "../attack";

export const gaussianFacts: AttackFacts = {
  name: "Gaussian noise",
  formula: "N(0, std²)",
  sentence: "Sends random numbers instead of a gradient, far larger than any honest one.",
  options: [{ key: "std", label: "standard deviation", unset: "200" }],
  source: "Li et al., Efficient Byzantine-Resilient Stochastic Gradient Descent (BrSGD)",
};

/**
 * Noise in every coordinate, from the attacker's own stream.
 *
 *   N(0, std²), std = 200
 *
 * Li et al. (BrSGD), section 5.
 */
export const gaussian: Attack<"gaussian"> = ({ std }, { own, random }) =>
  own.map(() => finiteFloat32(std * random.normal()));
