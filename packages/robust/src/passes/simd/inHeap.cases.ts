import type { Implementation } from "../../matrix/updateMatrix.cases";
import { openHeap } from "./heap";
import { paddedBytes } from "./layout";
import { simdMatrix } from "./updateMatrix";
import type { SimdVector } from "./vector";

/** The SIMD implementation for the shared test cases: rows and vectors in one memory. */
export function inHeap(kernels: WebAssembly.Module): Implementation<SimdVector> {
  const heap = openHeap(kernels);
  const dirty = heap.allocate(1 << 20);
  heap.floats(dirty, 1 << 18).fill(Number.NaN); // as earlier rounds may have left it
  heap.release(dirty);
  const put = (values: ArrayLike<number>) => {
    const at = heap.allocate(paddedBytes(values.length));
    const place = heap.floats(at, paddedBytes(values.length) / 4).fill(0);
    place.set(values);
    return at;
  };
  return {
    matrix: (rows) => simdMatrix(heap, rows.map(put), rows[0].length),
    vector: (values) => ({ at: put(values), d: values.length }),
    values: ({ at, d }) => heap.floats(at, d),
  };
}
