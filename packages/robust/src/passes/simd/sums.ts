import { strideOf } from "./layout";
import { type Rows, roundUpToFour, rowsAt, type Visitor, visit } from "./rows";

/** 1024 doubles, or 2048 floats. */
const SUMS_BYTES = 8192;
/** Lighter weights lose digits in single precision, whose smallest normal number is 2⁻¹²⁶. */
const LIGHTEST = 2 ** -120;

/** Writes Σ wᵢ·xᵢ into the vector at `out`. */
export function combine(rows: Rows, weights: Float64Array, out: number): void {
  const { heap, bytes } = rows;
  heap.borrow(() => {
    const used = usedBy([weights]);
    const { table, m } = chosen(rows, used);
    const own = heap.put(weightsOf([weights], used));
    heap.kernels.combine(table, own, m, heap.allocate(SUMS_BYTES), out, bytes);
  });
}

/**
 * Writes x + Σ wᵢ·(xᵢ − x) into the vector at `out`, x the row at that address, computed in single precision. False if
 * that cannot hold the weights or the differences: the result is not valid then.
 */
export function combineAround(rows: Rows, weights: Float64Array, x: number, out: number): boolean {
  if (weights.some((weight) => weight !== 0 && Math.abs(weight) < LIGHTEST)) return false;
  const { heap, bytes } = rows;
  return heap.borrow(() => {
    const used = usedBy([weights]);
    const { table, m } = chosen(rows, used);
    const own = new Float32Array(roundUpToFour(m));
    own.set(weightsOf([weights], used));
    return (
      heap.kernels.combineAround(table, heap.put(own), m, x, heap.allocate(SUMS_BYTES), out, bytes) !== 0
    );
  });
}

/** The addresses of k rows, [k, m] · [m, d]. A row that is one of the old ones is not copied. */
export function mix(rows: Rows, weights: Float64Array, k: number): number[] {
  const { heap, addresses, m, d } = rows;
  const stride = strideOf(d);
  const own = Array.from({ length: k }, (_, i) => weights.subarray(i * m, (i + 1) * m));
  const mixed = own.map((of) => addresses[onlyOne(of)]); // undefined unless it is a row
  const due = [...own.keys()].filter((i) => mixed[i] === undefined);
  const first = heap.allocate(due.length * stride);
  for (const [place, i] of due.entries()) mixed[i] = first + place * stride;
  heap.borrow(() => {
    const visitors: Visitor[] = [];
    for (let place = 0; place < due.length; place += 4) {
      const four = due.slice(place, place + 4);
      const weightsOfFour = four.map((i) => own[i]);
      const used = usedBy(weightsOfFour);
      const at = heap.put(weightsOf(weightsOfFour, used));
      if (four.length < 4 || !areShared(heap.doubles(at, 4 * used.length))) {
        for (const i of four) combine(rows, own[i], mixed[i]);
        continue;
      }
      const { table, m: n } = chosen(rows, used);
      const out = first + place * stride;
      visitors.push((start, end) => heap.kernels.mix(table, n, at, out, stride, start, end));
    }
    if (visitors.length > 0) visit(rows, visitors);
  });
  return mixed;
}

/** Whether half of the weights are not 0, so that it pays to convert each row once for four. `weights`: [n, 4]. */
function areShared(weights: Float64Array): boolean {
  return weights.filter((weight) => weight !== 0).length >= weights.length / 2;
}

/** The index of the only weight that is not 0, if that weight is 1; else −1. */
export function onlyOne(weights: Float64Array): number {
  const first = weights.findIndex((weight) => weight !== 0);
  const alone = weights.every((weight, i) => weight === (i === first ? 1 : 0));
  return alone ? first : -1;
}

/** The rows to which one of k vectors of weights, [m] each, gives a weight other than 0. */
function usedBy(weights: readonly Float64Array[]): number[] {
  return [...weights[0].keys()].filter((i) => weights.some((own) => own[i] !== 0));
}

/** [n, k]: the weights of the n used rows. */
function weightsOf(weights: readonly Float64Array[], used: readonly number[]): Float64Array {
  return Float64Array.from(used.flatMap((i) => weights.map((own) => own[i])));
}

function chosen({ heap, addresses, d }: Rows, used: readonly number[]): Rows {
  return rowsAt(
    heap,
    used.map((i) => addresses[i]),
    d,
  );
}
