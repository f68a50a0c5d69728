/** Columns at a time. */
const BLOCK = 1024;

export function majorityScores(x: readonly Float32Array[]): Float64Array {
  const m = x.length;
  const d = x[0].length;
  const scores = new Float64Array(m);
  const means = new Float64Array(BLOCK);
  const above = new Int32Array(BLOCK); // how many rows are >= the mean
  for (let start = 0; start < d; start += BLOCK) {
    const width = Math.min(BLOCK, d - start);
    means.fill(0);
    above.fill(0);
    for (const row of x) for (let c = 0; c < width; c++) means[c] += row[start + c];
    for (let c = 0; c < width; c++) means[c] /= m;
    for (const row of x) for (let c = 0; c < width; c++) above[c] += row[start + c] >= means[c] ? 1 : 0;
    for (let i = 0; i < m; i++) scores[i] += agreements(x[i], start, width, means, above, m);
  }
  return scores;
}

function agreements(
  row: Float32Array,
  start: number,
  width: number,
  means: Float64Array,
  above: Int32Array,
  m: number,
): number {
  let count = 0;
  for (let c = 0; c < width; c++) {
    const isAbove = row[start + c] >= means[c];
    const majorityAbove = 2 * above[c] >= m;
    count += isAbove === majorityAbove ? 1 : 0;
  }
  return count;
}
