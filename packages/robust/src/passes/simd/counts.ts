import type { Rows } from "./rows";
import type { SimdVector } from "./vector";

/** [m, 2]: the number of a row's values > 0, and the number of those < 0. */
export function signCounts({ heap, table, m, bytes }: Rows): Float64Array {
  return heap.borrow(() => {
    const counts = heap.allocate(8 * m);
    heap.kernels.signCounts(table, m, counts, bytes);
    return Float64Array.from(heap.ints(counts, 2 * m));
  });
}

/** [m]: the number of columns in which a row's sign is v's. */
export function signAgreements({ heap, table, m, bytes, padding }: Rows, v: SimdVector): Float64Array {
  return heap.borrow(() => {
    const counts = heap.allocate(4 * m);
    heap.kernels.signAgreements(table, m, v.at, counts, bytes);
    return Float64Array.from(heap.ints(counts, m), (count) => count - padding); // zero agrees with zero
  });
}
