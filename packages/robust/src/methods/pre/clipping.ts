import { clipTo, lengthsOf } from "../../numerics/clipRows";
import { definePreAggregator } from "../definePreAggregator";

/**
 * Static clipping: no update stays longer than c.
 *
 *   yᵢ = xᵢ · min(1, c/‖xᵢ‖₂)
 *
 * Then f Byzantine rows of m move their mean by at most f·c/m. No c fits a whole run: honest lengths shrink as
 * training goes on, and the analysis of robust rules does not survive a fixed one; `arc` is the adaptive kind. O(m·d).
 * Allouah et al. 2024, arXiv:2405.14432, section 3.
 */
export const clipping = /* @__PURE__ */ definePreAggregator({
  kind: "clipping",
  name: "Clipping",
  shortName: "Clipping",
  formula: "yᵢ = xᵢ · min(1, c/‖xᵢ‖₂)",
  sentence: "Shortens every update that is longer than c to that length.",
  cost: "O(m·d)",
  source: "Allouah et al. 2024, arXiv:2405.14432",
  options: { c: { kind: "number", above: 0, default: 1, label: "c, largest length" } },

  build:
    ({ c }) =>
    async (updates) =>
      clipTo(updates, await lengthsOf(updates), c),
});
