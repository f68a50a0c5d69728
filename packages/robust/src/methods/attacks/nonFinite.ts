import { defineAttack } from "../defineAttack";

/** Sends the chosen value in every coordinate. The only attack whose vector is not finite. */
export const nonFinite = /* @__PURE__ */ defineAttack({
  kind: "nonFinite",
  name: "Not a number",
  shortName: "NaN",
  group: "broken",
  formula: "NaN, ∞ or −∞ in every coordinate",
  sentence: "Sends values that are not numbers: a single such update in an average destroys the model.",
  source: "Blanchard et al. 2017, arXiv:1703.02757: an arbitrary vector",
  usesOwn: false,
  options: {
    value: { kind: "choice", choices: ["NaN", "Infinity", "-Infinity"], default: "NaN", label: "value" },
  },

  craft: ({ value }, { own }) => new Float32Array(own.length).fill(Number(value)),
});
