import { defineAttack } from "../defineAttack";

/**
 * The zero vector, of a free rider that has not trained.
 *
 * Lin, Du, Liu 2019, arXiv:1911.12560.
 */
export const zero = /* @__PURE__ */ defineAttack({
  kind: "zero",
  name: "Zero",
  shortName: "Zero",
  formula: "0",
  sentence:
    "Sends nothing but zeros: it does no work, and holds the others back by pulling towards standing still.",
  source: "free riding: Lin et al. 2019, arXiv:1911.12560",
  usesOwn: false,
  options: {},

  craft: (_values, { own }) => new Float32Array(own.length),
});
