import { defineRule } from "../defineRule";

/**
 * signSGD with majority vote: each row's sign votes on each coordinate.
 *
 *   zⱼ = sign(Σᵢ sign(xᵢⱼ)), 0 in a tie
 *
 * A coordinate whose honest signs add up to more than f keeps the honest sign; for rows that agree this takes
 * m ≥ 2f+1. No row counts for more than its votes. The length of z is the square root of the number of its coordinates
 * that are not 0, whatever the rows' lengths: steps keep one size unless they are normalized or η falls.
 * `kept`: the share of the coordinates in which a row's sign is z's. O(m·d).
 * Bernstein et al. 2019, arXiv:1810.05291, algorithm 1.
 */
export const signMajority = /* @__PURE__ */ defineRule({
  rule: "signMajority",
  name: "Sign majority",
  shortName: "Signs",
  commonNoun: true,
  group: "coordinates",
  formula: "sign(Σᵢ sign xᵢ), coordinate by coordinate",
  sentence:
    "Lets every update vote up or down on each coordinate and returns only the signs of the majority, so each worker has one vote.",
  cost: "O(m·d)",
  source: "Bernstein et al. 2019, arXiv:1810.05291",
  minWorkers: (f) => 2 * f + 1,
  options: {},

  build: () => async (updates) => {
    const aggregate = await updates.signMajority(); // [d]
    const agreements = await updates.signAgreements(aggregate); // [m]
    return { aggregate, kept: agreements.map((count) => count / updates.d), warnings: [] };
  },
});
