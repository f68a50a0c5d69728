import { rowAt } from "./lanes";

/** Bytes of each row that are fetched together. */
const AHEAD: usize = 1024;
/** More rows than hardware prefetchers follow. */
const MANY_ROWS = 32;

/** Of what was fetched, so that no compiler finds the loads unused. */
export let sum = 0;

/**
 * For loops that go down the columns: at every 1024th byte brings that much of every row near, row by row. Left to
 * themselves those loops wait for one line of each of many rows: three times as long at m = 128.
 */
export function fetch(rows: usize, n: i32, c: usize, bytes: usize): void {
  if (n < MANY_ROWS || (c & (AHEAD - 1)) !== 0) return;
  const end = min<usize>(c + AHEAD, bytes);
  for (let i = 0; i < n; i++) {
    const row = rowAt(rows, i);
    for (let at = c; at < end; at += 64) sum += load<i32>(row + at);
  }
}
