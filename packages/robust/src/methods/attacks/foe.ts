import { type Attack, type AttackFacts, requireKnowledge, scaled } from "../attack";

export const foeFacts: AttackFacts = {
  name: "Fall of Empires",
  formula: "−ε·mean",
  sentence:
    "Sends a small step against the honest average: short enough to look near, turned so that learning slows or reverses.",
  options: [{ key: "epsilon", label: "ε", unset: "0.1" }],
  needs: "moments",
  source: "Xie et al. 2019, arXiv:1903.03936",
};

/**
 * Inner product manipulation (FoE).
 *
 *   −ε · mean of the honest updates, ε = 0.1
 *
 * Xie, Koyejo, Gupta 2019, arXiv:1903.03936.
 */
export const foe: Attack<"foe"> = ({ epsilon }, { knowledge }) =>
  scaled(requireKnowledge("foe", knowledge).mean, -epsilon);
