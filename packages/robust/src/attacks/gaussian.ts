import { type Attack, type AttackFacts, finiteFloat32 } from "../attack";

export const gaussianFacts: AttackFacts = {
  name: "Gaussian noise",
  sentence: "Sends random numbers instead of a gradient, far larger than any honest one.",
  strength: { option: "std", label: "standard deviation", default: 200 },
  needsKnowledge: false,
  poisonsLabels: false,
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
