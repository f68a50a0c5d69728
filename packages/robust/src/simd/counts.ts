import { addLanes, BLOCK, type Rows, type Visitor } from "./rows";
import type { Trim } from "./trim";
import type { SimdVector } from "./vector";

/** [m]: in how many columns a row is with the majority, of the median's trim, which is made on the way where it is still to do. */
export function majorityScores(
  { heap, table, m, padding }: Rows,
  { most, along }: Trim,
  ...others: Visitor[]
): Float64Array {
  return heap.borrow(() => {
    const lanes = heap.put(new Uint32Array(4 * m));
    const floors = heap.allocate(BLOCK);
    along(...others, (start, end) =>
      heap.kernels.majorityScores(table, m, most.at, floors, lanes, start, end),
    );
    // in a column of zeros every row is with the majority
    return addLanes(heap.ints(lanes, 4 * m)).map((score) => score - padding);
  });
}

/** [m, 2]: how many of a row's values are > 0, and how many < 0. */
export function signCounts({ heap, table, m, bytes }: Rows): Float64Array {
  return heap.borrow(() => {
    const counts = heap.allocate(8 * m);
    heap.kernels.signCounts(table, m, counts, bytes);
    return Float64Array.from(heap.ints(counts, 2 * m));
  });
}

/** [m]: in how many columns a row's sign is v's. */
export function signAgreements({ heap, table, m, bytes, padding }: Rows, v: SimdVector): Float64Array {
  return heap.borrow(() => {
    const counts = heap.allocate(4 * m);
    heap.kernels.signAgreements(table, m, v.at, counts, bytes);
    return Float64Array.from(heap.ints(counts, m), (count) => count - padding); // zero agrees with zero
  });
}
