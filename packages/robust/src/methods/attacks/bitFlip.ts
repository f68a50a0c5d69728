import { defineAttack, scaled } from "../defineAttack";

/**
 * The worker's own update, reversed and scaled up.
 *
 *   −factor · own, factor = 10
 *
 * Yang, Shi, Li (ByzSGDnm), section 5.
 */
export const bitFlip = /* @__PURE__ */ defineAttack({
  kind: "bitFlip",
  name: "Bit flip",
  shortName: "Bit flip",
  group: "loud",
  formula: "−factor·own",
  sentence: "Sends its own update reversed and ten times as long.",
  source: "Yang et al., On the Optimal Batch Size for Byzantine-Robust Distributed Learning (ByzSGDnm)",
  options: { factor: { kind: "number", above: 0, default: 10, label: "factor" } },
  strength: "factor",

  craft: ({ factor }, { own }) => scaled(own, -factor),
});
