type Rows = readonly Float32Array[];

/** Columns at a time, so that the rows of a block stay in cache while every pair of them is taken. */
const BLOCK = 512;

export function distancesTo(x: Rows, v: Float32Array, norm: "l1" | "l2"): Float64Array {
  const kernel = norm === "l1" ? sumOfAbsolute : sumOfSquares;
  const sums = Float64Array.from(x, (row) => kernel(row, v, 0, v.length));
  return norm === "l1" ? sums : sums.map(Math.sqrt);
}

export function squaredDistances(x: Rows): Float64Array {
  const m = x.length;
  const d = x[0].length;
  const squares = new Float64Array(m * m);
  for (let start = 0; start < d; start += BLOCK) {
    const end = Math.min(start + BLOCK, d);
    for (let i = 1; i < m; i++) {
      for (let j = 0; j < i; j++) squares[i * m + j] += sumOfSquares(x[i], x[j], start, end);
    }
  }
  for (let i = 1; i < m; i++) for (let j = 0; j < i; j++) squares[j * m + i] = squares[i * m + j];
  return squares;
}

// Two sums each: one alone waits for its own last addition. A pair's bits depend on neither order nor neighbours.

function sumOfSquares(a: Float32Array, b: Float32Array, start: number, end: number): number {
  let even = 0;
  let odd = 0;
  let c = start;
  for (; c + 1 < end; c += 2) {
    const p = a[c] - b[c];
    const q = a[c + 1] - b[c + 1];
    even += p * p;
    odd += q * q;
  }
  if (c < end) even += (a[c] - b[c]) ** 2;
  return even + odd;
}

function sumOfAbsolute(a: Float32Array, b: Float32Array, start: number, end: number): number {
  let even = 0;
  let odd = 0;
  let c = start;
  for (; c + 1 < end; c += 2) {
    even += Math.abs(a[c] - b[c]);
    odd += Math.abs(a[c + 1] - b[c + 1]);
  }
  if (c < end) even += Math.abs(a[c] - b[c]);
  return even + odd;
}
