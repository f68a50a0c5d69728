import { addLanes, BLOCK, type Rows, roundUpToFour } from "./rows";
import type { Trim } from "./trim";

/** How rows stand to their coordinate median. */
export interface BesideMedian {
  /** [m]: ‖xᵢ − median‖₁. */
  distances: Float64Array;
  /** [m]: in how many columns a row is with the majority. */
  scores: Float64Array;
}

/** Of the median's trim, which is made on the way where it is still to do. Who asks for one of both is BrSGD, and asks for the other next. */
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
