import type { Random } from "@honest-majority/random";
import type { UpdateMatrix } from "../../matrix/updateMatrix";
import { drawColumns } from "../../numerics/drawColumns";
import { halfBandwidth, largestCluster } from "../../numerics/meanShift";
import { clip, indicator, median } from "../../numerics/selection";
import { defineRule } from "../defineRule";

/**
 * SignGuard: the mean of the rows that pass a filter on norms and one on signs, clipped to the median norm.
 *
 *   M = median ‖xᵢ‖,  S₁ = { i : L·M ≤ ‖xᵢ‖ ≤ R·M }
 *   S₂ = the largest cluster of (share of +, of −, of 0) over drawn columns
 *   z = mean over S₁ ∩ S₂ of xᵢ · min(1, M/‖xᵢ‖)
 *
 * For m ≥ 2f+1 M is at most the longest honest row's length, so ‖z‖ is too. That S₂ is honest is a heuristic without a
 * bound. The clusters come from mean shift with a flat kernel, as in the paper; its radius is the mean distance within
 * which half of the rows lie. This is the paper's plain variant, without a similarity to an earlier aggregate. If no
 * row passes both filters, all rows are clipped and averaged, with a warning. `kept`: the clipped share of a row that
 * passed. O(m·d) and O(m²). Draws from `random` unless share is 1; a RangeError without a stream.
 * Xu, Huang, Song, Lan 2022, arXiv:2109.05872, algorithm 2.
 */
export const signGuard = /* @__PURE__ */ defineRule({
  rule: "signGuard",
  name: "SignGuard",
  shortName: "SignGuard",
  group: "direction",
  formula: "mean of min(1, M/‖xᵢ‖)·xᵢ over L ≤ ‖xᵢ‖/M ≤ R and the largest cluster of sign statistics",
  sentence:
    "Keeps updates of ordinary length whose counts of plus and minus signs look like those of most others, and averages them.",
  cost: "O(m·d + m²)",
  source: "Xu et al. 2022, arXiv:2109.05872",
  minWorkers: (f) => 2 * f + 1,
  needs: { random: true },
  options: {
    lower: { kind: "number", min: 0, max: 1, default: 0.1, label: "Shortest, in median norms (L)" },
    upper: { kind: "number", min: 1, default: 3, label: "Longest, in median norms (R)" },
    share: { kind: "number", above: 0, max: 1, default: 0.1, label: "Share of columns sampled" },
  },

  build:
    ({ lower, upper, share }, { random }) =>
    async (updates) => {
      const { m, d } = updates;
      const origin = await updates.combine(new Float64Array(m)); // [d]
      const norms = await updates.distancesTo(origin, "l2"); // [m]
      const middle = median(norms);
      const signs = await signShares(updates, Math.max(1, Math.ceil(share * d - 1e-9)), random); // [m][3]
      const alike = largestCluster(signs, halfBandwidth(signs));
      const passed = alike.filter((i) => lower * middle <= norms[i] && norms[i] <= upper * middle);
      const counted = passed.length > 0 ? passed : Array.from(norms.keys());
      const kept = indicator(m, counted).map((mark, i) => mark * clip(middle, norms[i]));
      return {
        aggregate: await updates.combine(kept.map((part) => part / counted.length)),
        kept,
        warnings:
          passed.length > 0 ? [] : ["signGuard: no update passed both filters, so all are averaged, clipped"],
      };
    },
});

/** The share of values > 0, < 0 and 0 of each row, in `count` of the columns. */
async function signShares<Vector>(
  updates: UpdateMatrix<Vector>,
  count: number,
  random: Random | undefined,
): Promise<(readonly [number, number, number])[]> {
  const { m, d } = updates;
  if (count < d && random === undefined) {
    throw new RangeError(`signGuard: random must be given to draw ${count} of ${d} columns, got none`);
  }
  const looked =
    count < d && random !== undefined ? await updates.columns(drawColumns(random, d, count)) : updates;
  const counts = await looked.signCounts(); // [m, 2]
  return Array.from({ length: m }, (_, i) => {
    const above = counts[2 * i];
    const below = counts[2 * i + 1];
    return [above / count, below / count, (count - above - below) / count] as const;
  });
}
