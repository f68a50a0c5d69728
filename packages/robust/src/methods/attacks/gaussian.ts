import { defineAttack, finiteFloat32 } from "../defineAttack";

/**
 * Noise in every coordinate, from the attacker's own stream.
 *
 *   N(0, std²), std = 200
 *
 * Li et al. (BrSGD), section 5.
 */
export const gaussian = /* @__PURE__ */ defineAttack({
  kind: "gaussian",
  name: "Gaussian noise",
  shortName: "Noise",
  group: "loud",
  formula: "independent N(0, std²) in each coordinate",
  sentence: "Sends random numbers instead of a gradient, far larger than any honest one.",
  source: "Li et al., Efficient Byzantine-Resilient Stochastic Gradient Descent (BrSGD)",
  usesOwn: false,
  options: { std: { kind: "number", above: 0, default: 200, label: "standard deviation" } },
  strength: "std",

  craft: ({ std }, { own, random }) => own.map(() => finiteFloat32(std * random.normal())),
});
