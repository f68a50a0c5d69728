import { defineAttack } from "../defineAttack";

/**
 * Sends no vector at all.
 *
 * Lamport, Shostak, Pease 1982, The Byzantine Generals Problem: a traitor may stay silent.
 */
export const silent = /* @__PURE__ */ defineAttack({
  kind: "silent",
  name: "Silence",
  shortName: "Silent",
  group: "broken",
  formula: "nothing",
  sentence: "Sends nothing at all: everyone waits until the deadline, and after three such rounds no longer.",
  arrives: "never",
  source: "Lamport et al. 1982, The Byzantine Generals Problem",
  usesOwn: false,
  options: {},
});
