type Rows = readonly Float32Array[];

/** Columns per block, so that the rows of a block stay in cache while all pairs are compared. */
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
      let j = 0;
      for (; j + 3 < i; j += 4)
        addFour(squares, i * m + j, x[i], x[j], x[j + 1], x[j + 2], x[j + 3], start, end);
      for (; j < i; j++) squares[i * m + j] += sumOfSquares(x[i], x[j], start, end);
    }
  }
  for (let i = 1; i < m; i++) for (let j = 0; j < i; j++) squares[j * m + i] = squares[i * m + j];
  return squares;
}

/** Adds four rows' squared distances to one row at `at`. Each sum equals that of `sumOfSquares`, bit for bit. */
function addFour(
  squares: Float64Array,
  at: number,
  a: Float32Array,
  b: Float32Array,
  c: Float32Array,
  d: Float32Array,
  e: Float32Array,
  start: number,
  end: number,
): void {
  let toB = 0;
  let toC = 0;
  let toD = 0;
  let toE = 0;
  for (let k = start; k < end; k++) {
    const value = a[k];
    const p = value - b[k];
    const q = value - c[k];
    const r = value - d[k];
    const s = value - e[k];
    toB += p * p;
    toC += q * q;
    toD += r * r;
    toE += s * s;
  }
  squares[at] += toB;
  squares[at + 1] += toC;
  squares[at + 2] += toD;
  squares[at + 3] += toE;
}

function sumOfSquares(a: Float32Array, b: Float32Array, start: number, end: number): number {
  let sum = 0;
  for (let k = start; k < end; k++) {
    const p = a[k] - b[k];
    sum += p * p;
  }
  return sum;
}

function sumOfAbsolute(a: Float32Array, b: Float32Array, start: number, end: number): number {
  let sum = 0;
  for (let k = start; k < end; k++) sum += Math.abs(a[k] - b[k]);
  return sum;
}
