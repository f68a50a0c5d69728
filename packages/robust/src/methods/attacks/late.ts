import type { Attack, AttackFacts } from "../attack";

export const lateFacts: AttackFacts = {
  name: "Late",
  formula: "own, after the deadline",
  sentence: "Works honestly but answers when the round's time is up: everyone waits, and for nothing.",
  options: [{ key: "delayMs", label: "delay, in milliseconds", unset: "just past the deadline" }],
  arrives: "late",
  source: "Lamport et al. 1982, The Byzantine Generals Problem",
};

/**
 * The own update as it is: the lie lies in when it comes.
 *
 * Lamport, Shostak, Pease 1982, The Byzantine Generals Problem: what comes after its time counts as not sent.
 */
export const late: Attack<"late"> = (_config, { own }) => own.slice();
