import { type Attack, type AttackFacts, scaled } from "../attack";

export const signFlipFacts: AttackFacts = {
  name: "Sign flip",
  formula: "−factor·own",
  sentence: "Sends its own honest update turned round, no longer than any other: it teaches the opposite.",
  options: [{ key: "factor", label: "factor", unset: "1" }],
  source: "Li et al. 2019, arXiv:1811.03761",
};

/**
 * The own update, reversed.
 *
 *   −factor · own, factor = 1
 *
 * From the honest mean instead of the own update, as ByzFL reads it, it is `foe` with ε = 1.
 * Li, Xu, Chen, Giannakis, Ling 2019 (RSA), arXiv:1811.03761.
 */
export const signFlip: Attack<"signFlip"> = ({ factor }, { own }) => scaled(own, -factor);
