type Rows = readonly Float32Array[];

/** Columns summed together, so that the double-precision sums stay in the first-level cache. */
const BLOCK = 1024;

export function combine(x: Rows, weights: Float64Array): Float32Array {
  const d = x[0].length;
  const out = new Float32Array(d);
  const sums = new Float64Array(BLOCK);
  for (let start = 0; start < d; start += BLOCK) {
    const width = Math.min(BLOCK, d - start);
    sums.fill(0);
    for (let i = 0; i < x.length; i++) {
      if (weights[i] !== 0) addScaled(sums, x[i], start, width, weights[i]);
    }
    for (let c = 0; c < width; c++) out[start + c] = sums[c];
  }
  return out;
}

function addScaled(sums: Float64Array, row: Float32Array, start: number, width: number, weight: number) {
  for (let c = 0; c < width; c++) sums[c] += weight * row[start + c];
}
