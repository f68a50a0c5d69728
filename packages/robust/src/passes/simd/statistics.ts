import type { Statistics } from "../../matrix/statistics";
import { requireAlike } from "../../numerics/moments";
import type { Heap } from "./heap";
import { paddedBytes, strideOf } from "./layout";
import { putTable, roundUpToFour } from "./rows";
import { write } from "./vector";

/** `borrow` lends a heap for the time of one call. */
export function simdStatistics(borrow: <Result>(use: (heap: Heap) => Result) => Result): Statistics {
  return {
    moments(rows) {
      const m = rows.length;
      const d = requireAlike("moments", rows);
      return borrow((heap) => {
        const table = putRows(heap, rows, d);
        const [mean, std] = [heap.allocate(paddedBytes(d)), heap.allocate(paddedBytes(d))];
        heap.kernels.moments(table, m, mean, std, paddedBytes(d));
        return {
          mean: heap.floats(mean, d).slice(),
          std: m > 1 ? heap.floats(std, d).slice() : new Float32Array(d),
        };
      });
    },
    aroundMean(rows, others) {
      requireAlike("aroundMean", rows);
      const all = [...rows, ...others];
      const d = requireAlike("aroundMean", all);
      return borrow((heap) => {
        const table = putRows(heap, all, d);
        const mean = heap.allocate(paddedBytes(d));
        const sums = heap.allocate(8 * roundUpToFour(all.length));
        heap.kernels.moments(table, rows.length, mean, 0, paddedBytes(d));
        heap.kernels.squaresAround(table, all.length, mean, sums, paddedBytes(d));
        return { mean: heap.floats(mean, d).slice(), squares: heap.doubles(sums, all.length).slice() };
      });
    },
  };
}

/** The address of the table of the rows' copies. */
function putRows(heap: Heap, rows: readonly Float32Array[], d: number): number {
  const first = heap.allocate(rows.length * strideOf(d));
  const addresses = rows.map((_, i) => first + i * strideOf(d));
  rows.forEach((row, i) => void write(heap, addresses[i], row));
  return putTable(heap, addresses);
}
