import { addLanes, BLOCK, type Rows, roundUpToFour } from "./rows";
import type { Trim } from "./trim";

/** Measures of the rows relative to their coordinate median. */
export interface BesideMedian {
  /** [m]: ‖xᵢ − median‖₁. */
  distances: Float64Array;
  /** [m]: the number of columns in which a row is with the majority. */
  scores: Float64Array;
}

/** Computes both measures in one visit, with the median's trim if that is not done yet. Only BrSGD uses them, and it needs both. */
export function besideMedian({ heap, table, m, padding }: Rows, { mean, most, along }: Trim): BesideMedian {
  return heap.borrow(() => {
    const distances = heap.put(new Float64Array(4 * roundUpToFour(m)));
    const scores = heap.put(new Uint32Array(4 * roundUpToFour(m)));
    const floors = heap.allocate(BLOCK);
    along((start, end) =>
      heap.kernels.besideMedian(table, m, mean.at, most.at, floors, distances, scores, start, end),
    );
    return {
      distances: addLanes(heap.doubles(distances, 4 * m)),
      // in a column of zeros every row is with the majority
      scores: addLanes(heap.ints(scores, 4 * m)).map((score) => score - padding),
    };
  });
}
