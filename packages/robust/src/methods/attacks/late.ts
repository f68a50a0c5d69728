import { defineAttack } from "../defineAttack";

/** By default, the delay past the deadline. The network's own delay may be shorter. */
const PAST_DEADLINE_MS = 250;

/**
 * Sends its own honest update, after the deadline.
 *
 * Lamport, Shostak, Pease 1982, The Byzantine Generals Problem: a message that arrives too late counts as not sent.
 */
export const late = /* @__PURE__ */ defineAttack({
  kind: "late",
  name: "Late",
  shortName: "Late",
  group: "broken",
  formula: "own update, after the deadline",
  sentence:
    "Trains honestly but answers only after the deadline: three rounds wait for nothing, the later ones no longer.",
  arrives: "late",
  source: "Lamport et al. 1982, The Byzantine Generals Problem",
  options: {
    delayMs: {
      kind: "integer",
      min: 0,
      max: 600_000,
      label: "delay, in milliseconds",
      sentence: "Milliseconds from the round's opening to its update.",
      unset: "just past the deadline",
    },
  },

  delayMs: ({ delayMs }, timeLeftMs) => delayMs ?? timeLeftMs + PAST_DEADLINE_MS,
});
