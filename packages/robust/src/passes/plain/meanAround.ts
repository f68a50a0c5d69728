import { BLOCK, forEachSortedBlock } from "./sortedBlocks";

/**
 * Two distances to the centre count as equal if they differ by at most this share of |below| + |above|: the centre is
 * rounded to float32, as the values are, and this rounding must not decide which value stays.
 */
const ALIKE = 2 ** -23;

/** Drops the end of the sorted column that is farther from the centre, until `keep` values are left. */
export function meanAround(x: readonly Float32Array[], center: Float32Array, keep: number): Float32Array {
  const m = x.length;
  const out = new Float32Array(center.length);
  forEachSortedBlock(x, 0, m, (sorted, start, width) => {
    for (let c = 0; c < width; c++) {
      const middle = center[start + c];
      let low = 0;
      let high = m - 1;
      let excess = m - keep;
      let sum = 0;
      while (excess > 0) {
        const below = sorted[low * BLOCK + c];
        const above = sorted[high * BLOCK + c];
        const difference = middle - below - (above - middle);
        const tied = Math.abs(difference) <= ALIKE * (Math.abs(below) + Math.abs(above));
        if (tied && excess === 1) sum = (below + above) / 2; // the two share the last place
        if (tied || difference > 0) low++;
        if (tied || difference < 0) high--;
        excess -= tied ? 2 : 1;
      }
      for (let k = low; k <= high; k++) sum += sorted[k * BLOCK + c];
      out[start + c] = sum / keep;
    }
  });
  return out;
}
