import { rowAt } from "./lanes";

/** Of what was fetched, so that no compiler finds the loads unused. */
export let sum = 0;

/**
 * Brings the bytes start … end of every row near, row by row. Loops that go down the columns, left to themselves, wait for
 * one line of each of more rows than prefetchers follow: three times as long at m = 128.
 */
export function fetch(rows: usize, n: i32, start: usize, end: usize): void {
  for (let i = 0; i < n; i++) {
    const row = rowAt(rows, i);
    for (let at = start; at < end; at += 64) sum += load<i32>(row + at);
  }
}
