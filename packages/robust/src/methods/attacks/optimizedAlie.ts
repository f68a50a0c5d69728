import { type Attack, type AttackFacts, requireKnowledge, requireStrength } from "../attack";
import { shifted } from "./alie";

export const optimizedAlieFacts: AttackFacts = {
  name: "A Little Is Enough, optimized",
  formula: "mean − z·std, z against the rule in use",
  sentence:
    "Knows the rule, tries it out in secret, and goes just as far off the honest average as does the most harm.",
  options: [{ key: "z", label: "z, in standard deviations", unset: "computed" }],
  needs: "strength",
  source: "Allouah et al. 2023, arXiv:2302.01772",
};

/**
 * A Little Is Enough with the z that does the rule in use most harm.
 *
 *   mean − z · std (ddof 1), z the best found for ‖aggregate − mean‖
 *
 * Allouah, Farhadkhani, Guerraoui, Gupta, Pinot, Stephan 2023, arXiv:2302.01772.
 *
 * @throws RangeError when z is neither set nor computed.
 */
export const optimizedAlie: Attack<"optimizedAlie"> = ({ kind, z }, input) => {
  const knowledge = requireKnowledge(kind, input.knowledge);
  return shifted(knowledge.mean, knowledge.std, requireStrength(kind, z, knowledge));
};
