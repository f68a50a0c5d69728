import { distances } from "./distances";
import type { Heap } from "./heap";

/** The squared distances among rows that land one by one. */
export interface Pairs {
  /** Row i is new, and so are its distances. */
  land(i: number): void;
  /** [n, n] of these rows; those not taken yet are taken now. */
  among(rows: readonly number[]): Float64Array;
  /** The rows that land from here on are another round's. */
  endRound(): void;
}

/**
 * Once distances have been asked for, those of a row to the rows of its round that landed before it are taken as it lands.
 * Until then nobody may need them, and they would cost a rule such as the median more than all its own work.
 */
export function openPairs(heap: Heap, addresses: readonly number[], bytes: number): Pairs {
  const m = addresses.length;
  const squares = new Float64Array(m * m).fill(Number.NaN); // NaN: not taken
  const round = new Set<number>();
  let wanted = false;

  function take(missing: readonly { i: number; others: readonly number[] }[]): void {
    const comparisons = missing.map(({ i, others }) => ({
      row: addresses[i],
      others: others.map((j) => addresses[j]),
    }));
    distances(heap, comparisons, bytes, "squares").forEach((sums, at) => {
      const { i, others } = missing[at];
      others.forEach((j, k) => {
        squares[i * m + j] = sums[k];
        squares[j * m + i] = sums[k];
      });
    });
  }

  return {
    land(i) {
      for (let j = 0; j < m; j++) {
        squares[i * m + j] = Number.NaN;
        squares[j * m + i] = Number.NaN;
      }
      squares[i * m + i] = 0;
      round.delete(i);
      if (wanted) take([{ i, others: [...round] }]);
      round.add(i);
    },
    among(rows) {
      wanted = true;
      take(
        rows.map((i, at) => ({
          i,
          others: rows.slice(0, at).filter((j) => Number.isNaN(squares[i * m + j])),
        })),
      );
      return Float64Array.from(rows.flatMap((i) => rows.map((j) => squares[i * m + j])));
    },
    endRound: () => round.clear(),
  };
}
