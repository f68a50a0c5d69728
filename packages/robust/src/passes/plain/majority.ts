/** Columns per block. */
const BLOCK = 1024;

export function majorityScores(x: readonly Float32Array[]): Float64Array {
  const m = x.length;
  const d = x[0].length;
  const scores = new Float64Array(m);
  const means = new Float64Array(BLOCK);
  const above = new Int32Array(BLOCK); // how many rows are >= the mean
  const majority = new Int32Array(BLOCK); // 1 if at least half of the rows are on that side
  for (let start = 0; start < d; start += BLOCK) {
    const width = Math.min(BLOCK, d - start);
    means.fill(0);
    above.fill(0);
    for (const row of x) for (let c = 0; c < width; c++) means[c] += row[start + c];
    for (let c = 0; c < width; c++) means[c] /= m;
    for (const row of x) countAbove(above, row, means, start, width);
    for (let c = 0; c < width; c++) majority[c] = Number(2 * above[c] >= m);
    for (let i = 0; i < m; i++) scores[i] += agreements(x[i], means, majority, start, width);
  }
  return scores;
}

// adds 0s and 1s without a branch: about half of the values lie above the mean, which defeats branch prediction

function countAbove(above: Int32Array, row: Float32Array, means: Float64Array, start: number, width: number) {
  for (let c = 0; c < width; c++) above[c] += Number(row[start + c] >= means[c]);
}

function agreements(
  row: Float32Array,
  means: Float64Array,
  majority: Int32Array,
  start: number,
  width: number,
): number {
  let disagreements = 0;
  for (let c = 0; c < width; c++) disagreements += Number(row[start + c] >= means[c]) ^ majority[c];
  return width - disagreements;
}
