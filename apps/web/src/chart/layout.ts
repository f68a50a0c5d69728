/** Places texts on the chart so that they do not cover each other. Pure. */

/** Moves texts apart, keeping their order: at least `gap` between neighbours, all within [low, high] if they fit. */
export function spread(positions: readonly number[], gap: number, low: number, high: number): number[] {
  const order = positions.map((_, i) => i).sort((a, b) => positions[a] - positions[b]);
  const placed = positions.map((y) => Math.min(high, Math.max(low, y)));
  for (let k = 1; k < order.length; k++) {
    placed[order[k]] = Math.max(placed[order[k]], placed[order[k - 1]] + gap);
  }
  let ceiling = high;
  for (let k = order.length - 1; k >= 0; k--) {
    placed[order[k]] = Math.min(placed[order[k]], ceiling);
    ceiling = placed[order[k]] - gap;
  }
  return placed;
}

/** The row, out of `rows`, for each text of width `widths[i]` at `lefts[i]`; undefined if no row is free. */
export function stackRows(
  lefts: readonly number[],
  widths: readonly number[],
  rows: number,
): (number | undefined)[] {
  const ends = new Array<number>(rows).fill(Number.NEGATIVE_INFINITY);
  return lefts.map((left, i) => {
    const row = ends.findIndex((end) => end <= left);
    if (row < 0) return undefined;
    ends[row] = left + widths[i];
    return row;
  });
}
