import { LEAF, type Step, sumSteps } from "../../matrix/sumTree";

type Rows = readonly Float32Array[];

/** Columns summed together, so that the sums of all steps stay in the caches. */
const BLOCK = 1024;

export function mean(x: Rows): Float32Array {
  const d = x[0].length;
  const out = new Float32Array(d);
  const steps = sumSteps(x.length);
  const places = steps.map(() => new Float64Array(BLOCK));
  const share = 1 / x.length;
  for (let start = 0; start < d; start += BLOCK) {
    const width = Math.min(BLOCK, d - start);
    for (const step of steps) take(step, x, places, start, width);
    for (let c = 0; c < width; c++) out[start + c] = places[0][c] * share;
  }
  return out;
}

function take(
  { first, count, terms, place }: Step,
  x: Rows,
  places: Float64Array[],
  start: number,
  width: number,
) {
  const sums = places[place];
  const others = terms.map((term) => places["step" in term ? term.step : 0]);
  const [a, b, c, d] = x.slice(first, first + count);
  const from = count === 0 ? others.shift() : undefined;
  for (let k = 0; k < width; k++) {
    const j = start + k;
    let sum = from?.[k] ?? 0;
    if (count === LEAF) sum = a[j] + b[j] + (c[j] + d[j]);
    else if (count > 0) {
      sum = a[j];
      if (count > 1) sum += b[j];
      if (count > 2) sum += c[j];
    }
    for (const other of others) sum += other[k];
    sums[k] = sum;
  }
}
