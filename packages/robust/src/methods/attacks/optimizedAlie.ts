import { moments } from "../../numerics/moments";
import { defineAttack, requireKnowledge, requireStrength } from "../defineAttack";
import { mostHarmful, nothingHarmful } from "../mostHarmful";
import { shifted } from "./alie";

/**
 * A Little Is Enough with the z that does most harm to the rule in use.
 *
 *   mean − z · std (ddof 1), z the best found for ‖aggregate − mean‖
 *
 * Allouah, Farhadkhani, Guerraoui, Gupta, Pinot, Stephan 2023, arXiv:2302.01772.
 *
 * @throws RangeError when z is neither set nor computed.
 */
export const optimizedAlie = /* @__PURE__ */ defineAttack({
  kind: "optimizedAlie",
  name: "A Little Is Enough, optimized",
  shortName: "Best ALIE",
  group: "stealthy",
  formula: "mean − z·std, z chosen against the rule in use",
  sentence:
    "Knows the rule, tries it out in secret, and picks the distance from the honest average that does the most harm.",
  needs: "strength",
  source: "Allouah et al. 2023, arXiv:2302.01772",
  options: {
    z: {
      kind: "number",
      label: "z, in standard deviations",
      unset: "computed",
      sentence: "Standard deviations from the mean; computed, the z that does the rule in use most harm.",
    },
  },
  strength: "z",

  search: (_values, target) => {
    const { mean, std } = moments(target.honest);
    return mostHarmful((z) => shifted(mean, std, z), mean, target);
  },
  weakness: (z) => nothingHarmful("z", z),
  craft({ z }, input) {
    const knowledge = requireKnowledge("optimizedAlie", input.knowledge);
    return shifted(knowledge.mean, knowledge.std, requireStrength("optimizedAlie", z, knowledge));
  },
});
