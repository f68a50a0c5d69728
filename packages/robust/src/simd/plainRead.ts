import { openHeap } from "./heap";
import { paddedBytes, strideOf } from "./layout";

/**
 * For benchmarks: the floor of every rule. Answers with a function that sums an m×d matrix in the kernels' memory once, and
 * does nothing else.
 */
export function plainRead(module: WebAssembly.Module, rows: readonly Float32Array[]): () => number {
  const heap = openHeap(module);
  const d = rows[0].length;
  const addresses = rows.map((row) => {
    const at = heap.allocate(strideOf(d));
    heap.floats(at, paddedBytes(d) / 4).set(row);
    return at;
  });
  const table = heap.put(Uint32Array.from(addresses));
  return () => heap.kernels.plainRead(table, rows.length, paddedBytes(d));
}
