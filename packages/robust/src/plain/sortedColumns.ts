/** Columns transposed at a time: m × 64 values stay in cache, and each row is read in whole cache lines. */
const BLOCK = 64;
/** From here on the built-in sort beats insertion, measured on V8. */
const LONG = 40;

/**
 * Visits every column with its values in ascending order, at `sorted[at … at + m − 1]`.
 * The scratch is the walker's: a visitor may read it until it returns.
 */
export function forEachSortedColumn(
  x: readonly Float32Array[],
  visit: (sorted: Float32Array, at: number, column: number) => void,
): void {
  const m = x.length;
  const d = x[0].length;
  const scratch = new Float32Array(BLOCK * m);
  const columns = Array.from({ length: BLOCK }, (_, c) => scratch.subarray(c * m, (c + 1) * m));
  for (let start = 0; start < d; start += BLOCK) {
    const width = Math.min(BLOCK, d - start);
    for (let i = 0; i < m; i++) {
      const row = x[i];
      for (let c = 0, to = i; c < width; c++, to += m) scratch[to] = row[start + c];
    }
    for (let c = 0; c < width; c++) {
      if (m < LONG) insertionSort(scratch, c * m, m);
      else columns[c].sort();
      visit(scratch, c * m, start + c);
    }
  }
}

function insertionSort(values: Float32Array, at: number, count: number): void {
  for (let i = at + 1; i < at + count; i++) {
    const value = values[i];
    let j = i - 1;
    while (j >= at && values[j] > value) {
      values[j + 1] = values[j];
      j--;
    }
    values[j + 1] = value;
  }
}
