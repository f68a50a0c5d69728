import { squaresTo } from "./distances";
import type { Heap } from "./heap";
import { paddedBytes } from "./layout";
import { type SimdVector, write } from "./vector";

/** Squared distances of rows that land one by one to a vector that was there before them, such as the last aggregate. */
export interface CentreDistances {
  /** Row i is new. Returns its squared distance, NaN if none is computed. */
  land(i: number): number;
  /**
   * [n], of these rows to the vector made from `values`; computes the missing ones. Undefined if that was another vector when
   * the round's rows began to land.
   */
  to(vector: SimdVector, values: Float32Array, rows: readonly number[]): Float64Array | undefined;
  /** Rows that land later belong to another round. Allocates memory once a rule has asked. */
  endRound(): void;
}

/**
 * After the first call of `to`, the distances are computed as rows land. They are to a copy of the vector, taken when the
 * round's first row lands: the caller writes the next centre to the same array. If it has others then, such as a vector that
 * is made only after the last row, nothing is computed any more.
 */
export function openCentreDistances(heap: Heap, addresses: readonly number[], d: number): CentreDistances {
  const bytes = paddedBytes(d);
  const squares = new Float64Array(addresses.length).fill(Number.NaN); // NaN: not computed yet
  let centre: Float32Array | undefined;
  let copy: number | undefined;
  let copied = false; // in this round
  let givenUp = false;

  function take(at: number, rows: readonly number[]): void {
    const comparison = { row: at, others: rows.map((i) => addresses[i]) };
    const [sums] = squaresTo(heap, [comparison], bytes);
    rows.forEach((i, place) => {
      squares[i] = sums[place];
    });
  }

  return {
    land(i) {
      squares[i] = Number.NaN;
      if (centre === undefined || copy === undefined || givenUp) return Number.NaN;
      if (!copied) write(heap, copy, centre);
      copied = true;
      take(copy, [i]);
      return squares[i];
    },
    to(vector, values, rows) {
      if (givenUp) return undefined;
      centre ??= values;
      if (copy === undefined || !copied) return undefined;
      if (values !== centre || heap.kernels.equal(copy, vector.at, bytes) === 0) {
        givenUp = true;
        return undefined;
      }
      const missing = rows.filter((i) => Number.isNaN(squares[i]));
      if (missing.length > 0) take(copy, missing);
      return Float64Array.from(rows, (i) => squares[i]);
    },
    endRound() {
      squares.fill(Number.NaN);
      copied = false;
      if (centre !== undefined && !givenUp) copy ??= heap.allocate(bytes);
    },
  };
}
