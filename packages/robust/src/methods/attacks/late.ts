import { defineAttack } from "../defineAttack";

/** By how much an update misses the deadline where no other delay is set: the network's own delay may be less. */
const PAST_DEADLINE_MS = 250;

/**
 * Sends its own honest update, after the deadline.
 *
 * Lamport, Shostak, Pease 1982, The Byzantine Generals Problem: what comes after its time counts as not sent.
 */
export const late = /* @__PURE__ */ defineAttack({
  kind: "late",
  name: "Late",
  shortName: "Late",
  formula: "own, after the deadline",
  sentence: "Works honestly but answers when the round's time is up: everyone waits, and for nothing.",
  arrives: "late",
  source: "Lamport et al. 1982, The Byzantine Generals Problem",
  options: {
    delayMs: {
      kind: "integer",
      min: 0,
      max: 600_000,
      label: "delay, in milliseconds",
      unset: "just past the deadline",
    },
  },

  delayMs: ({ delayMs }, timeLeftMs) => delayMs ?? timeLeftMs + PAST_DEADLINE_MS,
});
