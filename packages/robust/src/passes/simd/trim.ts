import { addLanes, type Rows, type Visitor, visit } from "./rows";
import { sorter } from "./sorter";
import type { SimdVector } from "./vector";

/** Every column without its f smallest and f largest values. */
export interface Trim {
  f: number;
  /** The mean, the smallest and the largest of the remaining values. */
  mean: SimdVector;
  least: SimdVector;
  most: SimdVector;
  /** Visits the columns with these visitors, and sorts each block first if it is not sorted yet. */
  along(...visitors: Visitor[]): void;
}

/**
 * Sorts the columns when a value is first needed. What a rule needs before that (how far rows are from the median, which rows
 * survive the trim) is computed in the same visit, while the block is in the cache. What it needs later, such as the shares that
 * the coordinator asks for after the step, is a visit of its own.
 */
export function trim(rows: Rows, f: number): Trim {
  const { heap, table, m, d, bytes } = rows;
  const [mean, least, most] = [heap.allocate(bytes), heap.allocate(bytes), heap.allocate(bytes)];
  let sorted = false;
  const along = (...visitors: Visitor[]) => {
    if (sorted) return visit(rows, visitors);
    sorted = true;
    heap.borrow(() => {
      const { wires, program, programEnd } = sorter(heap, m, f, m - f);
      const sort: Visitor = (start, end) =>
        heap.kernels.trim(table, m, f, wires, program, programEnd, mean, least, most, start, end);
      visit(rows, [sort, ...visitors]);
    });
  };
  const vector = (at: number): SimdVector => ({
    d,
    get at() {
      if (!sorted) along();
      return at;
    },
  });
  return { f, mean: vector(mean), least: vector(least), most: vector(most), along };
}

/** [m]: the share of the columns in which a row survives. */
export function trimShares(rows: Rows, { f, least, most, along }: Trim): Float64Array {
  const { heap, table, m, d, padding } = rows;
  if (f === 0) return new Float64Array(m).fill(1);
  return heap.borrow(() => {
    const lanes = heap.put(new Uint32Array(4 * m));
    const shares = heap.put(new Float64Array(m));
    let alike = -padding; // columns in which all values are equal
    along((start, end) => {
      alike += heap.kernels.trimShares(table, m, f, least.at, most.at, lanes, shares, start, end);
    });
    const counts = addLanes(heap.ints(lanes, 4 * m));
    return heap.doubles(shares, m).map((share, i) => (share + counts[i] + (alike * (m - 2 * f)) / m) / d);
  });
}
