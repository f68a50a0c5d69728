import { type Attack, type AttackFacts, scaled } from "../attack";

export const bitFlipFacts: AttackFacts = {
  name: "Bit flip",
  formula: "−factor·own",
  sentence: "Sends its own update turned round and made ten times as long.",
  options: [{ key: "factor", label: "factor", unset: "10" }],
  source: "Yang et al., On the Optimal Batch Size for Byzantine-Robust Distributed Learning (ByzSGDnm)",
};

/**
 * The own update, reversed and enlarged.
 *
 *   −factor · own, factor = 10
 *
 * Yang, Shi, Li (ByzSGDnm), section 5.
 */
export const bitFlip: Attack<"bitFlip"> = ({ factor }, { own }) => scaled(own, -factor);
