import type { Attack, AttackFacts } from "../attack";

export const silentFacts: AttackFacts = {
  name: "Silence",
  formula: "nothing",
  sentence: "Sends nothing at all, and lets everyone wait until the round's time is up.",
  options: [],
  arrives: "never",
  source: "Lamport et al. 1982, The Byzantine Generals Problem",
};

/**
 * There is no vector: whoever plays it sends nothing.
 *
 * Lamport, Shostak, Pease 1982, The Byzantine Generals Problem: a traitor may keep silent.
 *
 * @throws RangeError always.
 */
export const silent: Attack<"silent"> = () => {
  throw new RangeError("silent: this attack sends nothing, so it has no vector");
};
