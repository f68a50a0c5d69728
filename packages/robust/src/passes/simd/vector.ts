import type { Heap } from "./heap";
import { paddedBytes } from "./layout";

/** d floats in the memory of the passes that made it. */
export interface SimdVector {
  /** Their address. */
  readonly at: number;
  readonly d: number;
}

/** Copies `values` to an address, and zeros after them. */
export function write(heap: Heap, at: number, values: Float32Array): void {
  const place = heap.floats(at, paddedBytes(values.length) / 4);
  place.set(values);
  place.fill(0, values.length);
}
