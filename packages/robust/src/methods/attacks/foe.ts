import { defineAttack, requireKnowledge, scaled } from "../defineAttack";

/**
 * Inner product manipulation (FoE).
 *
 *   −ε · mean of the honest updates, ε = 0.1
 *
 * Xie, Koyejo, Gupta 2019, arXiv:1903.03936.
 */
export const foe = /* @__PURE__ */ defineAttack({
  kind: "foe",
  name: "Fall of Empires",
  shortName: "FoE",
  group: "stealthy",
  formula: "−ε·mean",
  sentence:
    "Sends a small step against the honest average: short enough to look normal, but in the direction that slows or reverses learning.",
  needs: "moments",
  source: "Xie et al. 2019, arXiv:1903.03936",
  options: {
    epsilon: {
      kind: "number",
      above: 0,
      default: 0.1,
      label: "ε",
      sentence: "Length, as a multiple of the mean.",
    },
  },
  strength: "epsilon",

  craft: ({ epsilon }, { knowledge }) => scaled(requireKnowledge("foe", knowledge).mean, -epsilon),
});
