import type { Attack, AttackFacts } from "../attack";

export const nonFiniteFacts: AttackFacts = {
  name: "Not a number",
  formula: "NaN, ∞ or −∞ in every coordinate",
  sentence: "Sends what is no number at all: one such update taken into an average leaves no model.",
  options: [{ key: "value", label: "value", unset: "NaN", choices: ["NaN", "Infinity", "-Infinity"] }],
  source: "Blanchard et al. 2017, arXiv:1703.02757: any vector at all",
};

/** The one value in every coordinate. The only attack whose vector is not finite. */
export const nonFinite: Attack<"nonFinite"> = ({ value }, { own }) =>
  new Float32Array(own.length).fill(Number(value));
