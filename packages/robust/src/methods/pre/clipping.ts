import { clipTo, lengthsOf } from "../../numerics/clipRows";
import { definePreAggregator } from "../definePreAggregator";

/**
 * Static clipping: no update stays longer than c.
 *
 *   yᵢ = xᵢ · min(1, c/‖xᵢ‖₂)
 *
 * Then f Byzantine rows of m move the mean of all rows by at most f·c/m. No c fits a whole run: honest lengths shrink
 * during training, and the analysis of robust rules does not hold for a fixed c. `arc` adapts its length. O(m·d).
 * Allouah et al. 2024, arXiv:2405.14432, section 3.
 */
export const clipping = /* @__PURE__ */ definePreAggregator({
  kind: "clipping",
  name: "Clipping",
  shortName: "Clipping",
  commonNoun: true,
  formula: "yᵢ = xᵢ · min(1, c/‖xᵢ‖₂)",
  sentence: "Shortens every update longer than c to the length c.",
  cost: "O(m·d)",
  source: "Allouah et al. 2024, arXiv:2405.14432",
  options: { c: { kind: "number", above: 0, default: 1, label: "c, largest length" } },

  build:
    ({ c }) =>
    async (updates) =>
      clipTo(updates, await lengthsOf(updates), c),
});
