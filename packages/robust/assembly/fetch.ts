import { rowAt } from "./lanes";

/** The sum of the fetched values, so that no compiler removes the loads as unused. */
export let sum = 0;

/**
 * Loads the bytes start … end of every row into the cache, row by row. Without this, loops over the columns wait for one
 * cache line of each of more rows than prefetchers can follow: three times as long at m = 128.
 */
export function fetch(rows: usize, n: i32, start: usize, end: usize): void {
  for (let i = 0; i < n; i++) {
    const row = rowAt(rows, i);
    for (let at = start; at < end; at += 64) sum += load<i32>(row + at);
  }
}
