import { clipTo, lengthsOf } from "../../numerics/clipRows";
import { ownF } from "../../options/option";
import { requireHonest } from "../checks";
import { definePreAggregator } from "../definePreAggregator";

/**
 * Adaptive robust clipping: shortens the k = ⌊2(f/m)(m−f)⌋ longest updates to the length of the next longest.
 *
 *   yᵢ = xᵢ · min(1, c/‖xᵢ‖₂),  c = the (k+1)-th largest ‖xᵢ‖₂
 *
 * It keeps the (f, κ)-robustness of the rule after it up to a constant, for m ≥ 2f+1. All rows that come out are at
 * most as long as the longest honest row: k ≥ f of the longest are clipped. O(m·d). Allouah et al. 2024,
 * arXiv:2405.14432, algorithm 2.
 */
export const arc = /* @__PURE__ */ definePreAggregator({
  kind: "arc",
  name: "ARC",
  shortName: "ARC",
  formula: "yᵢ = xᵢ · min(1, c/‖xᵢ‖₂), c the largest length after the ⌊2(f/m)(m−f)⌋ longest",
  sentence: "Shortens the longest updates to the length of the next longest one.",
  cost: "O(m·d)",
  source: "Allouah et al. 2024, arXiv:2405.14432",
  options: { f: ownF },
  requires: (m, { f }) => requireHonest("arc", m, f),
  build:
    ({ f }) =>
    async (updates) => {
      const { m } = updates;
      const lengths = await lengthsOf(updates);
      const clipped = Math.floor((2 * f * (m - f)) / m); // at most m/2
      return clipTo(updates, lengths, lengths.toSorted()[m - 1 - clipped]);
    },
});
