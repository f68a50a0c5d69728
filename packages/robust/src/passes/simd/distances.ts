import type { Heap } from "./heap";
import { addLanes, putTable, type Rows, roundUpToFour, type Visitor } from "./rows";
import type { SimdVector } from "./vector";

/** A row and the rows to compare it with, by their addresses. */
export interface Comparison {
  row: number;
  others: readonly number[];
}

/** Bytes of each row per block, so that a block of some rows stays in cache until all its pairs are compared. */
const BLOCK = 4096;

/** For each comparison the sums Σ (a − b)² to all its other rows. The bits of a pair do not depend on other pairs. */
export function squaresTo(heap: Heap, comparisons: readonly Comparison[], bytes: number): Float64Array[] {
  return heap.borrow(() => {
    const places = comparisons.map(({ row, others }) => ({
      row,
      n: others.length,
      table: putTable(heap, others),
      lanes: heap.put(new Float64Array(4 * roundUpToFour(others.length))),
    }));
    for (let start = 0; start < bytes; start += BLOCK) {
      const end = Math.min(start + BLOCK, bytes);
      for (const { row, n, table, lanes } of places)
        heap.kernels.addSquares(row, table, n, start, end, lanes);
    }
    return places.map(({ n, lanes }) => addLanes(heap.doubles(lanes, 4 * n)));
  });
}

/** [m, m] of all rows. */
export function squaredDistances({ heap, addresses, m, bytes }: Rows): Float64Array {
  const squares = new Float64Array(m * m);
  const toEarlier = addresses.map((row, i) => ({ row, others: addresses.slice(0, i) }));
  squaresTo(heap, toEarlier, bytes).forEach((sums, i) => {
    sums.forEach((sum, j) => {
      squares[i * m + j] = sum;
      squares[j * m + i] = sum;
    });
  });
  return squares;
}

/** [m]: the rows' distances to v; `along` visits the columns. */
export function distancesTo(
  { heap, table, m }: Rows,
  v: SimdVector,
  norm: "l1" | "l2",
  along: (visitor: Visitor) => void,
): Float64Array {
  const { addSquares, addAbsolutes } = heap.kernels;
  const kernel = norm === "l1" ? addAbsolutes : addSquares;
  const sums = heap.borrow(() => {
    const lanes = heap.put(new Float64Array(4 * roundUpToFour(m)));
    along((start, end) => kernel(v.at, table, m, start, end, lanes));
    return addLanes(heap.doubles(lanes, 4 * m));
  });
  return norm === "l1" ? sums : sums.map(Math.sqrt);
}
