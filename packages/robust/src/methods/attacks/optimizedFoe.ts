import { type Attack, type AttackFacts, requireKnowledge, requireStrength, scaled } from "../attack";

export const optimizedFoeFacts: AttackFacts = {
  name: "Fall of Empires, optimized",
  formula: "−ε·mean, ε against the rule in use",
  sentence:
    "Knows the rule, tries it out in secret, and steps against the honest average by just as much as does the most harm.",
  options: [{ key: "epsilon", label: "ε", unset: "computed" }],
  needs: "strength",
  source: "Allouah et al. 2023, arXiv:2302.01772",
};

/**
 * Inner product manipulation with the ε that does the rule in use most harm.
 *
 *   −ε · mean, ε the best found for ‖aggregate − mean‖
 *
 * Allouah, Farhadkhani, Guerraoui, Gupta, Pinot, Stephan 2023, arXiv:2302.01772.
 *
 * @throws RangeError when ε is neither set nor computed.
 */
export const optimizedFoe: Attack<"optimizedFoe"> = ({ kind, epsilon }, input) => {
  const knowledge = requireKnowledge(kind, input.knowledge);
  return scaled(knowledge.mean, -requireStrength(kind, epsilon, knowledge));
};
