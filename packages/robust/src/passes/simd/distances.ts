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

/**
 * Where ‖a − b‖² is below this share of ‖a‖² + ‖b‖², it is the sum of squared differences. Elsewhere it is
 * ‖a‖² + ‖b‖² − 2a·b, which takes two thirds of the time and loses at most eight of a double's 53 bits to cancellation.
 */
const ALIKE = 1 / 256;

/** For each comparison the sums Σ (a − b)² to all its other rows. The bits of a pair do not depend on other pairs. */
export function squaresTo(heap: Heap, comparisons: readonly Comparison[], bytes: number): Float64Array[] {
  return overBlocks(heap, comparisons, bytes, ({ row, table, n, lanes }, start, end) =>
    heap.kernels.addSquares(row, table, n, start, end, lanes),
  );
}

/**
 * For each comparison the squared distances to all its other rows. The bits of a pair do not depend on other pairs.
 *
 * `norms`: ‖x‖² by address, known for other rows unless they have a comparison here; adds those of the comparisons' rows.
 */
export function squaresAmong(
  heap: Heap,
  comparisons: readonly Comparison[],
  bytes: number,
  norms: Map<number, number>,
): Float64Array[] {
  const products = productsTo(
    heap,
    comparisons.map(({ row, others }) => ({ row, others: [...others, row] })),
    bytes,
  );
  comparisons.forEach(({ row, others }, at) => {
    norms.set(row, products[at][others.length]);
  });
  const squares = comparisons.map(({ row, others }, at) => {
    const own = norms.get(row) as number;
    return Float64Array.from(others, (other, j) => {
      const sum = own + (norms.get(other) as number);
      const square = sum - 2 * products[at][j];
      return square >= ALIKE * sum ? square : Number.NaN;
    });
  });
  const alike = comparisons.map(({ row, others }, at) => ({
    row,
    others: others.filter((_, j) => Number.isNaN(squares[at][j])),
    squares: squares[at],
  }));
  const due = alike.filter(({ others }) => others.length > 0);
  squaresTo(heap, due, bytes).forEach((sums, at) => {
    let next = 0;
    due[at].squares.forEach((square, j, all) => {
      if (Number.isNaN(square)) all[j] = sums[next++];
    });
  });
  return squares;
}

/** For each comparison the sums Σ a·b to all its other rows. */
function productsTo(heap: Heap, comparisons: readonly Comparison[], bytes: number): Float64Array[] {
  return heap.borrow(() => {
    const doubles = heap.allocate(2 * BLOCK);
    return overBlocks(heap, comparisons, bytes, ({ row, table, n, lanes }, start, end) =>
      heap.kernels.addProducts(row, table, n, doubles, start, end, lanes),
    );
  });
}

/** A comparison in the heap: the table of the n other rows, and four doubles for the sum to each of them. */
interface Place {
  row: number;
  n: number;
  table: number;
  lanes: number;
}

/** The sums that a kernel adds up over all columns. */
function overBlocks(
  heap: Heap,
  comparisons: readonly Comparison[],
  bytes: number,
  add: (place: Place, start: number, end: number) => void,
): Float64Array[] {
  return heap.borrow(() => {
    const places = comparisons.map(({ row, others }) => ({
      row,
      n: others.length,
      table: putTable(heap, others),
      lanes: heap.put(new Float64Array(4 * roundUpToFour(others.length))),
    }));
    for (let start = 0; start < bytes; start += BLOCK) {
      const end = Math.min(start + BLOCK, bytes);
      for (const place of places) add(place, start, end);
    }
    return places.map(({ n, lanes }) => addLanes(heap.doubles(lanes, 4 * n)));
  });
}

/** [m, m] of all rows. */
export function squaredDistances({ heap, addresses, m, bytes }: Rows): Float64Array {
  const squares = new Float64Array(m * m);
  const toEarlier = addresses.map((row, i) => ({ row, others: addresses.slice(0, i) }));
  squaresAmong(heap, toEarlier, bytes, new Map()).forEach((sums, i) => {
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
