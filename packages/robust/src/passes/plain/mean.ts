import { LEAF, type Step, sumSteps } from "../../matrix/sumTree";

type Rows = readonly Float32Array[];

/** Columns summed together, so that the sums of all steps stay in the caches. */
const BLOCK = 1024;

export function mean(x: Rows): Float32Array {
  const out = new Float32Array(x[0].length);
  const share = 1 / x.length;
  sumUp(x, new Float64Array(x.length).fill(1), (sums, start, width) => {
    for (let c = 0; c < width; c++) out[start + c] = sums[c] * share;
  });
  return out;
}

export function stepFrom(x: Rows, v: Float32Array, kept: Float64Array): Float32Array {
  const out = new Float32Array(v.length);
  const total = kept.reduce((sum, share) => sum + share, 0);
  sumUp(x, kept, (sums, start, width) => {
    for (let c = 0; c < width; c++) {
      const from = v[start + c];
      out[start + c] = from + (sums[c] - total * from) / x.length;
    }
  });
  return out;
}

/** Calls `use` with the sums Σ wᵢ·xᵢ of each block of columns, in the tree of `sumSteps`. */
function sumUp(
  x: Rows,
  weights: Float64Array,
  use: (sums: Float64Array, start: number, width: number) => void,
) {
  const d = x[0].length;
  const steps = sumSteps(x.length);
  const places = steps.map(() => new Float64Array(BLOCK));
  for (let start = 0; start < d; start += BLOCK) {
    const width = Math.min(BLOCK, d - start);
    for (const step of steps) take(step, x, weights, places, start, width);
    use(places[0], start, width);
  }
}

function take(
  { first, count, terms, place }: Step,
  x: Rows,
  weights: Float64Array,
  places: Float64Array[],
  start: number,
  width: number,
) {
  const sums = places[place];
  const others = terms.map((term) => places["step" in term ? term.step : 0]);
  const [a, b, c, d] = x.slice(first, first + count);
  const [p, q, r, s] = weights.subarray(first, first + count);
  const from = count === 0 ? others.shift() : undefined;
  for (let k = 0; k < width; k++) {
    const j = start + k;
    let sum = from?.[k] ?? 0;
    if (count === LEAF) sum = p * a[j] + q * b[j] + (r * c[j] + s * d[j]);
    else if (count > 0) {
      sum = p * a[j];
      if (count > 1) sum += q * b[j];
      if (count > 2) sum += r * c[j];
    }
    for (const other of others) sum += other[k];
    sums[k] = sum;
  }
}
