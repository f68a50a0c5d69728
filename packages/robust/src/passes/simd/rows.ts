import type { Heap } from "./heap";
import { paddedBytes } from "./layout";

/** The rows of a matrix in a heap, as kernels take them. */
export interface Rows {
  readonly heap: Heap;
  readonly addresses: readonly number[];
  /** Of their addresses, and of the last again until they are a multiple of four: kernels that take four at a time need no tail. */
  readonly table: number;
  readonly m: number;
  readonly d: number;
  /** Of a padded row. */
  readonly bytes: number;
  /** Columns of zeros behind the d. */
  readonly padding: number;
}

/** Does part of a pass on the columns whose bytes these are. */
export type Visitor = (start: number, end: number) => void;

/** Bytes of each row in a visit: with 128 rows they fill half of a core's second cache. */
export const BLOCK = 1024;
/** More rows than hardware prefetchers follow. */
const MANY = 32;

export function rowsAt(heap: Heap, addresses: readonly number[], d: number): Rows {
  const table = putTable(heap, addresses);
  const bytes = paddedBytes(d);
  return { heap, addresses, table, m: addresses.length, d, bytes, padding: bytes / 4 - d };
}

/** The table of `Rows` for at least one address. */
export function putTable(heap: Heap, addresses: readonly number[]): number {
  const last = addresses.length - 1;
  return heap.put(
    Uint32Array.from({ length: roundUpToFour(addresses.length) }, (_, i) => addresses[Math.min(i, last)]),
  );
}

/** Kernels that take rows four at a time leave so many answers. */
export function roundUpToFour(n: number): number {
  return Math.ceil(n / 4) * 4;
}

/** Goes over the columns a block at a time, so that every visitor but the first finds its block near. */
export function visit({ heap, table, m, bytes }: Rows, visitors: readonly Visitor[]): void {
  for (let start = 0; start < bytes; start += BLOCK) {
    const end = Math.min(start + BLOCK, bytes);
    if (m >= MANY) heap.kernels.fetch(table, m, start, end);
    for (const visitor of visitors) visitor(start, end);
  }
}

/** [n]: what kernels leave in four lanes for each of n. */
export function addLanes(lanes: Float64Array | Int32Array): Float64Array {
  const sums = new Float64Array(lanes.length / 4);
  for (let i = 0, at = 0; i < sums.length; i++, at += 4) {
    sums[i] = lanes[at] + lanes[at + 1] + (lanes[at + 2] + lanes[at + 3]);
  }
  return sums;
}
