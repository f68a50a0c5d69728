/** The kernels take 32 columns at a time, so rows and vectors are padded with zeros. */
const COLUMNS = 32;
const LINE = 64;

/** Bytes of a padded row. */
export function paddedBytes(d: number): number {
  return Math.ceil(d / COLUMNS) * COLUMNS * 4;
}

/**
 * Bytes from one row to the next: an odd number of cache lines. With an even number, the same columns of many rows would
 * compete for the same few slots of the first-level cache.
 */
export function strideOf(d: number): number {
  const lines = paddedBytes(d) / LINE;
  return (lines % 2 === 1 ? lines : lines + 1) * LINE;
}
