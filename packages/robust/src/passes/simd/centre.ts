import { squaresTo } from "./distances";
import type { Heap } from "./heap";
import { paddedBytes } from "./layout";
import { type SimdVector, write } from "./vector";

/** Squared distances of rows that land one by one to a vector that was there before them, such as the last aggregate. */
export interface CentreDistances {
  /** Row i is new, so its distance is unknown. */
  land(i: number): void;
  /**
   * [n], of these rows to the vector made from `values`; computes the missing ones. Undefined if that was another vector when
   * the round's rows began to land.
   */
  to(vector: SimdVector, values: Float32Array, rows: readonly number[]): Float64Array | undefined;
  /** Rows that land later belong to another round. Allocates memory once a rule has asked. */
  endRound(): void;
}

/** The kernel compares four rows at a time, and takes as long for fewer. */
const AT_ONCE = 4;

/**
 * After the first call of `to`, the distances are computed as rows land. They are to a copy of the vector, taken when the
 * round's first row lands: the caller writes the next centre to the same array. If it has others then, such as a vector that
 * is made only after the last row, nothing is computed any more.
 */
export function openCentreDistances(heap: Heap, addresses: readonly number[], d: number): CentreDistances {
  const bytes = paddedBytes(d);
  const squares = new Float64Array(addresses.length).fill(Number.NaN); // NaN: not computed yet
  let pending: number[] = [];
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
      if (centre === undefined || copy === undefined || givenUp) return;
      if (!copied) write(heap, copy, centre);
      copied = true;
      if (!pending.includes(i)) pending.push(i);
      if (pending.length < AT_ONCE) return;
      take(copy, pending);
      pending = [];
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
      pending = [];
      copied = false;
      if (centre !== undefined && !givenUp) copy ??= heap.allocate(bytes);
    },
  };
}
