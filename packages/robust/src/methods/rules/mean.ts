import { defineRule } from "../defineRule";

/**
 * The average of all updates, without any protection: the baseline for all other rules.
 *
 *   z = (1/m) Σᵢ xᵢ
 *
 * Breakdown point 0: it needs f = 0. All weights are equal, because weights by the sample counts that workers report
 * would let a worker choose its own weight. O(m·d). McMahan et al. 2017, arXiv:1602.05629.
 */
export const mean = /* @__PURE__ */ defineRule({
  rule: "mean",
  name: "Mean",
  shortName: "Mean",
  commonNoun: true,
  group: "none",
  formula: "(1/m) Σᵢ xᵢ",
  sentence:
    "Averages all updates, as plain federated averaging does. One attacker is enough to move the result anywhere.",
  cost: "O(m·d)",
  source: "McMahan et al. 2017, arXiv:1602.05629",
  minWorkers: (f) => (f === 0 ? 1 : Number.POSITIVE_INFINITY),
  options: {},

  build: () => async (updates) => {
    const { m } = updates;
    return { aggregate: await updates.mean(), kept: new Float64Array(m).fill(1), warnings: [] };
  },
});
