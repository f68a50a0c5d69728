import { moments } from "../../numerics/moments";
import { defineAttack, requireKnowledge, requireStrength, scaled } from "../defineAttack";
import { mostHarmful, nothingHarmful } from "../mostHarmful";

/**
 * Inner product manipulation with the ε that does most harm to the rule in use.
 *
 *   −ε · mean, ε the best found for ‖aggregate − mean‖
 *
 * Allouah, Farhadkhani, Guerraoui, Gupta, Pinot, Stephan 2023, arXiv:2302.01772.
 *
 * @throws RangeError when ε is neither set nor computed.
 */
export const optimizedFoe = /* @__PURE__ */ defineAttack({
  kind: "optimizedFoe",
  name: "Fall of Empires, optimized",
  shortName: "Best FoE",
  group: "stealthy",
  formula: "−ε·mean, ε chosen against the rule in use",
  sentence:
    "Knows the rule, tries it out in secret, and picks the step against the honest average that does the most harm.",
  needs: "strength",
  source: "Allouah et al. 2023, arXiv:2302.01772",
  options: {
    epsilon: {
      kind: "number",
      label: "ε",
      unset: "computed",
      sentence: "Length, as a multiple of the mean; computed, the ε that does the rule in use most harm.",
    },
  },
  strength: "epsilon",

  search: (_values, target) => {
    const { mean } = moments(target.honest);
    return mostHarmful((epsilon) => scaled(mean, -epsilon), mean, target);
  },
  weakness: (epsilon) => nothingHarmful("ε", epsilon),
  craft({ epsilon }, input) {
    const knowledge = requireKnowledge("optimizedFoe", input.knowledge);
    return scaled(knowledge.mean, -requireStrength("optimizedFoe", epsilon, knowledge));
  },
});
