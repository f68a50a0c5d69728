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

/** The width of a text in CSS pixels. */
export type Measure = (text: string, size: number, weight: number) => number;

/** A beginning shorter than this says nothing. */
const SHORTEST = 4;

/** The longest beginning of a text that fits, with an ellipsis; empty if it would have fewer than four letters. */
export function cutText(text: string, width: number, measured: (text: string) => number): string {
  if (measured(text) <= width) return text;
  const letters = [...text];
  let [low, high] = [0, letters.length - 1];
  const cut = (count: number) => `${letters.slice(0, count).join("").trimEnd()}…`;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measured(cut(middle)) <= width) low = middle;
    else high = middle - 1;
  }
  return low < SHORTEST ? "" : cut(low);
}
