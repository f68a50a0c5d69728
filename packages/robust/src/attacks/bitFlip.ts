import { type Attack, type AttackFacts, scaled } from "../attack";

export const bitFlipFacts: AttackFacts = {
  name: "Bit flip",
  sentence: "Sends its own update turned round and made ten times as long.",
  strength: { option: "factor", label: "factor", default: 10 },
  needsKnowledge: false,
  poisonsLabels: false,
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
