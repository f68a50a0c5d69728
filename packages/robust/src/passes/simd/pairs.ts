import { squaresAmong } from "./distances";
import type { Heap } from "./heap";

/** Computes the squared distances among rows that land one by one. */
export interface Pairs {
  /** Row i is new, so its distances are unknown. */
  land(i: number): void;
  /** [n, n] of these rows; computes the missing distances. */
  among(rows: readonly number[]): Float64Array;
  /** Rows that land later belong to another round. */
  endRound(): void;
}

/**
 * After the first call of `among`, each row's distances to the earlier rows of its round are computed when it lands.
 * Before that call no rule may need them, and they would cost a rule such as the median more than all its own work.
 */
export function openPairs(heap: Heap, addresses: readonly number[], bytes: number): Pairs {
  const m = addresses.length;
  const squares = new Float64Array(m * m).fill(Number.NaN); // NaN: not computed yet
  const norms = new Map<number, number>(); // ‖x‖² by address, of rows whose distances are known
  const round = new Set<number>();
  let wanted = false;

  /** Those of the first `count` rows whose distance to row i is unknown. */
  function missing(i: number, rows: readonly number[], count: number): number[] {
    const others: number[] = [];
    for (let at = 0; at < count; at++) if (Number.isNaN(squares[i * m + rows[at]])) others.push(rows[at]);
    return others;
  }

  function take(comparisons: readonly { i: number; others: readonly number[] }[]): void {
    const due = comparisons.filter(({ i, others }) => others.length > 0 || !norms.has(addresses[i]));
    const byAddress = due.map(({ i, others }) => ({
      row: addresses[i],
      others: others.map((j) => addresses[j]),
    }));
    squaresAmong(heap, byAddress, bytes, norms).forEach((sums, at) => {
      const { i, others } = due[at];
      others.forEach((j, k) => {
        squares[i * m + j] = sums[k];
        squares[j * m + i] = sums[k];
      });
    });
  }

  /** [n, n] of the distances computed so far. */
  function blockOf(rows: readonly number[]): Float64Array {
    const n = rows.length;
    const block = new Float64Array(n * n);
    for (let a = 0; a < n; a++) for (let b = 0; b < n; b++) block[a * n + b] = squares[rows[a] * m + rows[b]];
    return block;
  }

  return {
    land(i) {
      for (let j = 0; j < m; j++) {
        squares[i * m + j] = Number.NaN;
        squares[j * m + i] = Number.NaN;
      }
      squares[i * m + i] = 0;
      norms.delete(addresses[i]);
      round.delete(i);
      if (wanted) take([{ i, others: [...round] }]);
      round.add(i);
    },
    among(rows) {
      if (!wanted) take([...round].map((i) => ({ i, others: [] }))); // norms, also of rows that are not asked for
      wanted = true;
      const known = blockOf(rows);
      if (!known.includes(Number.NaN)) return known; // the usual case; the round's aggregate waits for this
      take(rows.map((i, at) => ({ i, others: missing(i, rows, at) })));
      return blockOf(rows);
    },
    endRound: () => round.clear(),
  };
}
