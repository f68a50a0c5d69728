/** Arithmetic on m numbers, shared by the rules. */

/** The middle value; for an even count the mean of the middle two. */
export function median(values: Float64Array): number {
  const sorted = values.toSorted();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2;
}

/** Indices of the `count` lowest scores, lowest first. Ties go to the lower index. */
export function lowest(scores: Float64Array, count: number): number[] {
  return Array.from(scores.keys())
    .sort((a, b) => scores[a] - scores[b] || a - b)
    .slice(0, count);
}

/** [m]: 1 for the chosen rows, 0 for the others. */
export function indicator(m: number, chosen: readonly number[]): Float64Array {
  const marks = new Float64Array(m);
  for (const i of chosen) marks[i] = 1;
  return marks;
}

/** [m]: weights 1/n for the n rows marked with 1, for a mean over them. */
export function meanWeights(marks: Float64Array): Float64Array {
  const count = marks.reduce((sum, mark) => sum + mark, 0);
  return marks.map((mark) => mark / count);
}

/** Each value relative to the largest; all 1 if all are 0. */
export function relativeToLargest(weights: Float64Array): Float64Array {
  const largest = weights.reduce((a, b) => Math.max(a, b), 0);
  return weights.map((w) => (largest > 0 ? w / largest : 1));
}

/** The share of a vector of this length that remains after clipping it to `reach`. */
export function clip(reach: number, length: number): number {
  return length > reach ? reach / length : 1;
}
