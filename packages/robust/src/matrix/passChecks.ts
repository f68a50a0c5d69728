/** Argument checks shared by all implementations of the passes. */

export function requireLength(pass: string, length: number, expected: number): void {
  if (length !== expected) throw new RangeError(`${pass}: ${expected} values must be given, got ${length}`);
}

/** Checks how many rows are to be made. */
export function requireCount(pass: string, k: number): void {
  if (!Number.isInteger(k) || k < 1) throw new RangeError(`${pass}: k must be an integer >= 1, got ${k}`);
}

/** For weights around a row: a sum around it would give the rest of their sum to that row. */
export function requireWhole(pass: string, weights: Float64Array): void {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (!(Math.abs(sum - 1) <= 1e-9))
    throw new RangeError(`${pass}: weights around a row must add up to 1, got ${sum}`);
}

export function requireTrim(pass: string, m: number, f: number): void {
  if (!Number.isInteger(f) || f < 0 || 2 * f >= m) {
    throw new RangeError(`${pass}: f must be an integer with 0 <= 2f < m = ${m}, got ${f}`);
  }
}

export function requireKeep(pass: string, m: number, keep: number): void {
  if (!Number.isInteger(keep) || keep < 1 || keep > m) {
    throw new RangeError(`${pass}: keep must be an integer in 1 … ${m}, got ${keep}`);
  }
}

export function requireIndices(pass: string, indices: ArrayLike<number>, bound: number): void {
  const given = Array.from(indices);
  if (given.length < 1) throw new RangeError(`${pass}: at least one index must be given, got 0`);
  const wrong = given.find((index) => !Number.isInteger(index) || index < 0 || index >= bound);
  if (wrong !== undefined) {
    throw new RangeError(`${pass}: indices must be integers in 0 … ${bound - 1}, got ${wrong}`);
  }
  if (new Set(given).size < given.length) throw new RangeError(`${pass}: indices must differ, got ${given}`);
}

/** The distances of all pairs of this many rows take 2 GiB. */
const MOST_ROWS = 16384;

/** Checks the arguments of `Passes.open`. */
export function requireRoom(m: number, d: number): void {
  for (const [letter, value] of Object.entries({ m, d })) {
    if (!Number.isInteger(value) || value < 1) {
      throw new RangeError(`passes: ${letter} must be an integer >= 1, got ${value}`);
    }
  }
  if (m > MOST_ROWS) throw new RangeError(`passes: m must be at most ${MOST_ROWS}, got ${m}`);
}

/** Checks the arguments of `Arrivals.land`. */
export function requireRow(i: number, m: number, length: number, d: number): void {
  if (!Number.isInteger(i) || i < 0 || i >= m) {
    throw new RangeError(`land: i must be an integer in 0 … ${m - 1}, got ${i}`);
  }
  if (length !== d) throw new RangeError(`land: a row must hold ${d} values, got ${length}`);
}
