import { clipTo, lengthsOf } from "../../numerics/clipRows";
import type { PreAggregator, PreAggregatorFacts } from "../preAggregator";

export interface ClippingOptions {
  /** The largest length that is left, in the units of one update's L2 norm. */
  c?: number;
}

export const clippingFacts: PreAggregatorFacts = {
  name: "Clipping",
  formula: "yᵢ = xᵢ · min(1, c/‖xᵢ‖₂)",
  sentence: "Shortens every update that is longer than c to that length.",
  cost: "O(m·d)",
  source: "Allouah et al. 2024, arXiv:2405.14432",
  options: [{ key: "c", label: "c, largest length", unset: "1" }],
};

/**
 * Static clipping: no update stays longer than c.
 *
 *   yᵢ = xᵢ · min(1, c/‖xᵢ‖₂)
 *
 * Then f Byzantine rows of m move their mean by at most f·c/m. No c fits a whole run: honest lengths shrink as
 * training goes on, and the analysis of robust rules does not survive a fixed one; `arc` is the adaptive kind. O(m·d).
 * Allouah et al. 2024, arXiv:2405.14432, section 3.
 */
export function clipping({ c = 1 }: ClippingOptions = {}): PreAggregator {
  if (!(c > 0)) throw new RangeError(`clipping: c must be > 0, got ${c}`);
  return async (updates) => clipTo(updates, await lengthsOf(updates), c);
}
