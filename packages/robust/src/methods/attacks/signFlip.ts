import { defineAttack, scaled } from "../defineAttack";

/**
 * The worker's own update, reversed.
 *
 *   −factor · own, factor = 1
 *
 * ByzFL's reading, with the honest mean instead of the worker's own update, is `foe` with ε = 1.
 * Li, Xu, Chen, Giannakis, Ling 2019 (RSA), arXiv:1811.03761.
 */
export const signFlip = /* @__PURE__ */ defineAttack({
  kind: "signFlip",
  name: "Sign flip",
  shortName: "Sign flip",
  group: "loud",
  formula: "−factor·own",
  sentence: "Sends its own honest update reversed, at ordinary length: it teaches the opposite.",
  source: "Li et al. 2019, arXiv:1811.03761",
  options: { factor: { kind: "number", above: 0, default: 1, label: "factor" } },
  strength: "factor",

  craft: ({ factor }, { own }) => scaled(own, -factor),
});
