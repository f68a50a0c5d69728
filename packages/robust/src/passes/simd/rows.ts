import type { Heap } from "./heap";
import { paddedBytes } from "./layout";

/** The rows of a matrix in a heap, as the kernels need them. */
export interface Rows {
  readonly heap: Heap;
  readonly addresses: readonly number[];
  /** The address of the table of row addresses. It repeats the last row up to a multiple of four, so kernels that take four rows at a time need no tail. */
  readonly table: number;
  readonly m: number;
  readonly d: number;
  /** Bytes of a padded row. */
  readonly bytes: number;
  /** The number of zero columns after the d. */
  readonly padding: number;
}

/** Does part of a pass on the columns between these byte offsets. */
export type Visitor = (start: number, end: number) => void;

/** Bytes of each row per visit: with 128 rows they fill half of a core's second-level cache. */
export const BLOCK = 1024;
/** From this many rows on, hardware prefetchers cannot follow all of them. */
const MANY = 32;

export function rowsAt(heap: Heap, addresses: readonly number[], d: number): Rows {
  const table = putTable(heap, addresses);
  const bytes = paddedBytes(d);
  return { heap, addresses, table, m: addresses.length, d, bytes, padding: bytes / 4 - d };
}

/** Stores the table of `Rows`, for at least one address. */
export function putTable(heap: Heap, addresses: readonly number[]): number {
  const table = new Uint32Array(roundUpToFour(addresses.length)).fill(addresses[addresses.length - 1]);
  table.set(addresses);
  return heap.put(table);
}

/** The number of results of kernels that take four rows at a time. */
export function roundUpToFour(n: number): number {
  return Math.ceil(n / 4) * 4;
}

/** Visits the columns one block at a time, so that every visitor but the first finds its block in the cache. */
export function visit({ heap, table, m, bytes }: Rows, visitors: readonly Visitor[]): void {
  for (let start = 0; start < bytes; start += BLOCK) {
    const end = Math.min(start + BLOCK, bytes);
    if (m >= MANY) heap.kernels.fetch(table, m, start, end);
    for (const visitor of visitors) visitor(start, end);
  }
}

/** [n]: adds the four lanes that the kernels leave for each of n rows. */
export function addLanes(lanes: Float64Array | Int32Array): Float64Array {
  const sums = new Float64Array(lanes.length / 4);
  for (let i = 0, at = 0; i < sums.length; i++, at += 4) {
    sums[i] = lanes[at] + lanes[at + 1] + (lanes[at + 2] + lanes[at + 3]);
  }
  return sums;
}
