import type { Heap } from "./heap";

/** A row and those it is compared with, by their addresses. */
export interface Comparison {
  row: number;
  others: readonly number[];
}

/** Bytes of a row at a time, so that a block of some rows stays in cache until all pairs of them are taken. */
const BLOCK = 4096;

/** For each comparison the sums Σ (a − b)², or Σ |a − b|, to all its others. A pair's bits do not depend on the company. */
export function distances(
  heap: Heap,
  comparisons: readonly Comparison[],
  bytes: number,
  kind: "squares" | "absolutes",
): Float64Array[] {
  const { addSquares, addAbsolutes } = heap.kernels;
  const kernel = kind === "squares" ? addSquares : addAbsolutes;
  return heap.borrow(() => {
    const places = comparisons.map(({ row, others }) => ({
      row,
      count: others.length,
      rows: heap.put(Uint32Array.from(others)),
      sums: heap.put(new Float64Array(others.length)),
    }));
    for (let start = 0; start < bytes; start += BLOCK) {
      const end = Math.min(start + BLOCK, bytes);
      for (const { row, count, rows, sums } of places) kernel(row, rows, count, start, end, sums);
    }
    return places.map(({ count, sums }) => heap.doubles(sums, count).slice());
  });
}

/** [m, m] of all rows. */
export function squaredDistances(heap: Heap, rows: readonly number[], bytes: number): Float64Array {
  const m = rows.length;
  const toEarlier = rows.map((row, i) => ({ row, others: rows.slice(0, i) }));
  const squares = new Float64Array(m * m);
  distances(heap, toEarlier, bytes, "squares").forEach((sums, i) => {
    sums.forEach((sum, j) => {
      squares[i * m + j] = sum;
      squares[j * m + i] = sum;
    });
  });
  return squares;
}
