import type { KernelModule } from "@honest-majority/kernels";
import { openHeap } from "./heap";
import { paddedBytes, strideOf } from "./layout";

/** An m×d matrix in the kernels' memory, for benchmarks. */
export interface PlainMatrix {
  /** Copies all rows again. */
  land(): void;
  /** The sum of all values and nothing else: a lower bound on the time of every rule. */
  read(): number;
}

export function plainMatrix(module: KernelModule, rows: readonly Float32Array[]): PlainMatrix {
  const heap = openHeap(module);
  const bytes = paddedBytes(rows[0].length);
  const addresses = rows.map(() => heap.allocate(strideOf(rows[0].length)));
  const table = heap.put(Uint32Array.from(addresses));
  return {
    land() {
      for (const [i, row] of rows.entries()) heap.floats(addresses[i], bytes / 4).set(row);
    },
    read: () => heap.kernels.plainRead(table, rows.length, bytes),
  };
}
