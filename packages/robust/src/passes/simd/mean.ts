import { isRight, LEAF, sumSteps, type Term } from "../../matrix/sumTree";
import type { Heap } from "./heap";
import { type Rows, rowsAt, type Visitor, visit } from "./rows";

/** Doubles for the columns of a block of `visit`. */
const PLACE = 2048;

/** Sums of leaves that are known already, as vectors of doubles. */
export interface KnownSums {
  /** The number of leaves from this one on whose sum is known; see `sumSteps`. */
  span(leaf: number): number;
  /** The address of that sum. */
  at(leaf: number): number;
}

/** Writes the mean of the rows into the vector at `out`. */
export function mean(rows: Rows, out: number, known?: KnownSums): void {
  const { heap, m } = rows;
  sumUp(rows, known, ({ table, count, terms, n, to, last }) => (start, end) => {
    heap.kernels.addUp(table, count, terms, n, last ? 1 / m : 0, last ? out : to, start, end);
  });
}

/** Writes v + (1/m) Σ kᵢ·(xᵢ − v) into the vector at `out`. `known`: of kᵢ·xᵢ. */
export function stepFrom(rows: Rows, v: number, kept: Float64Array, out: number, known?: KnownSums): void {
  const { heap, m } = rows;
  const total = kept.reduce((sum, share) => sum + share, 0);
  sumUp(rows, known, ({ table, first, count, terms, n, to, last }) => {
    const own = heap.put(kept.slice(first, first + count));
    const at = last ? out : to;
    return (start, end) =>
      heap.kernels.addKept(table, own, count, terms, n, v, total, last ? m : 0, at, start, end);
  });
}

/** One step of `sumSteps` in a heap: the addresses of its rows' table, of its terms' table and of its result. */
interface PlacedStep {
  table: number;
  first: number;
  count: number;
  terms: number;
  n: number;
  to: number;
  /** Its result is the sum. */
  last: boolean;
}

function sumUp(
  { heap, addresses, m, d }: Rows,
  known: KnownSums | undefined,
  take: (step: PlacedStep) => Visitor,
): void {
  heap.borrow(() => {
    const steps = sumSteps(m, known?.span);
    const read = steps.flatMap(({ first, count }) => addresses.slice(first, first + count));
    const rows = rowsAt(heap, read.length > 0 ? read : addresses.slice(0, 1), d); // rows in known sums are not read
    const places = heap.allocate((1 + Math.max(...steps.map(({ place }) => place))) * PLACE);
    const address = (term: Term) =>
      "known" in term ? (known?.at(term.known) ?? 0) : places + term.step * PLACE - 1; // see the kernel
    let taken = 0;
    const visitors = steps.map(({ first, count, terms, place }, step) => {
      const table = rows.table + 4 * taken;
      taken += count;
      return take({
        table,
        first,
        count,
        terms: putTerms(heap, terms.map(address)),
        n: terms.length,
        to: places + place * PLACE,
        last: step === steps.length - 1,
      });
    });
    if (visitors.length > 1) visit(rows, visitors);
    else visitors[0](0, rows.bytes);
  });
}

function putTerms(heap: Heap, addresses: readonly number[]): number {
  return heap.put(Uint32Array.from(addresses));
}

/** The sums of rows that land one by one. */
export interface LandedSums {
  /** Row i is new: sums that include it are out of date. */
  land(i: number): void;
  /** Those of these rows, in this order; of weighted rows, those with these weights. */
  among(rows: readonly number[], weights?: Float64Array): KnownSums;
  /** Rows that land later belong to another round. Allocates the memory for sums once a mean was asked for. */
  endRound(): void;
}

/**
 * After the first call of `among`, a node of the tree is summed as soon as its rows have landed, so that after the last
 * row only its leaf and the nodes above it are left, which the mean adds up without a detour through memory. Before that
 * call, no rule may need them. A node's sum takes the place of its left half's: all sums together take half as much memory
 * as the rows.
 *
 * `table`: the address of the rows' addresses. `weights`: the address of m doubles, for sums of weighted rows; each is written
 * before `land` is called for its row.
 */
export function openLandedSums(
  heap: Heap,
  table: number,
  m: number,
  bytes: number,
  weights?: number,
): LandedSums {
  const leaves = Math.floor(m / LEAF);
  const spans = new Int32Array(leaves); // by first leaf, 0: no sum begins there
  const landed = new Uint8Array(m); // in this round
  let wanted = false;
  let sums: number | undefined;
  const at = (leaf: number) => (sums ?? 0) + leaf * 2 * bytes;

  function forget(leaf: number): void {
    for (let size = 1; size <= leaves; size *= 2) {
      const first = leaf - (leaf % size);
      if (spans[first] >= size && first + spans[first] > leaf) spans[first] = 0;
    }
  }

  /** Sums a leaf whose rows have all landed, and every node above it whose other half is known. */
  function take(leaf: number): void {
    const halves: number[] = [];
    let [first, size] = [leaf, 1];
    for (;;) {
      const other = isRight(first, size) ? first - size : first + size;
      if (spans[other] !== size) break;
      halves.push(at(other));
      spans[other] = 0;
      first = Math.min(first, other);
      size *= 2;
    }
    spans[first] = size;
    heap.borrow(() => {
      const terms = putTerms(heap, halves);
      const [rows, n, to] = [table + 4 * LEAF * leaf, halves.length, at(first)];
      if (weights === undefined) heap.kernels.addUp(rows, LEAF, terms, n, 0, to, 0, bytes);
      else heap.kernels.addKept(rows, weights + 8 * LEAF * leaf, LEAF, terms, n, 0, 0, 0, to, 0, bytes);
    });
  }

  return {
    land(i) {
      const leaf = Math.floor(i / LEAF);
      landed[i] = 1;
      if (sums === undefined || leaf >= leaves) return;
      forget(leaf);
      const complete = landed.subarray(leaf * LEAF, (leaf + 1) * LEAF).every((came) => came === 1);
      if (complete && landed.includes(0)) take(leaf);
    },
    among(rows, asked) {
      wanted = true;
      const used = weights === undefined || asked === undefined ? asked : heap.doubles(weights, m);
      const moved = rows.findIndex((row, place) => row !== place || used?.[row] !== asked?.[row]);
      const inPlace = moved < 0 ? rows.length : moved; // a row left out moves those after it to other leaves
      return { at, span: (leaf) => ((leaf + spans[leaf]) * LEAF <= inPlace ? spans[leaf] : 0) };
    },
    endRound() {
      landed.fill(0);
      spans.fill(0);
      if (wanted) sums ??= heap.allocate(leaves * 2 * bytes);
    },
  };
}
