import type { Attack, AttackFacts } from "../attack";

export const randomLabelsFacts: AttackFacts = {
  name: "Random labels",
  formula: "own, learnt from labels drawn at random",
  sentence: "Trains on labels drawn by lot, so that it learns by heart what means nothing.",
  options: [],
  poisonsBatch: true,
  source: "labels as in Zhang et al. 2017, arXiv:1611.03530",
};

/** The own update as it is: the lie lies in the labels it was trained on, momentum included. */
export const randomLabels: Attack<"randomLabels"> = (_config, { own }) => own.slice();
