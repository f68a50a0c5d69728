import { defineAttack } from "../defineAttack";

/**
 * The zero vector, as a free rider that does not train sends it.
 *
 * Lin, Du, Liu 2019, arXiv:1911.12560.
 */
export const zero = /* @__PURE__ */ defineAttack({
  kind: "zero",
  name: "Zero",
  shortName: "Zero",
  group: "broken",
  formula: "0",
  sentence:
    "Sends only zeros: it does no work, and slows the others down by pulling the average towards no change.",
  source: "free riding: Lin et al. 2019, arXiv:1911.12560",
  usesOwn: false,
  options: {},

  craft: (_values, { own }) => new Float32Array(own.length),
});
