import { strideOf } from "./layout";
import { type Rows, rowsAt, visit } from "./rows";

/** 1024 doubles. */
const SUMS_BYTES = 8192;

/** Writes Σ wᵢ·xᵢ into the vector at `out`. */
export function combine(rows: Rows, weights: Float64Array, out: number): void {
  const { heap, bytes } = rows;
  heap.borrow(() => {
    const heavy = weighted(rows, weights);
    const sums = heap.allocate(SUMS_BYTES);
    heap.kernels.combine(heavy.rows.table, heavy.weights, heavy.rows.m, sums, out, bytes);
  });
}

/** The addresses of k new rows, [k, m] · [m, d]. */
export function mix(rows: Rows, weights: Float64Array, k: number): number[] {
  const { heap, table, m, d } = rows;
  const stride = strideOf(d);
  const first = heap.allocate(k * stride);
  const mixed = Array.from({ length: k }, (_, i) => first + i * stride);
  const fours = k - (k % 4);
  heap.borrow(() => {
    const ordered = heap.put(inFours(weights, m, fours));
    visit(rows, [(start, end) => heap.kernels.mix(table, m, ordered, fours, first, stride, start, end)]);
  });
  for (let i = fours; i < k; i++) combine(rows, weights.subarray(i * m, (i + 1) * m), mixed[i]);
  return mixed;
}

/** The rows with a weight other than 0, and the address of their weights. */
function weighted({ heap, addresses, d }: Rows, weights: Float64Array): { rows: Rows; weights: number } {
  const chosen = Array.from(weights.keys()).filter((i) => weights[i] !== 0);
  return {
    rows: rowsAt(
      heap,
      chosen.map((i) => addresses[i]),
      d,
    ),
    weights: heap.put(Float64Array.from(chosen, (i) => weights[i])),
  };
}

/** [k, m] weights as [k / 4, m, 4], in the order in which four rows at a time are made. */
function inFours(weights: Float64Array, m: number, k: number): Float64Array {
  const ordered = new Float64Array(k * m);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < m; j++) ordered[(i - (i % 4)) * m + 4 * j + (i % 4)] = weights[i * m + j];
  }
  return ordered;
}
