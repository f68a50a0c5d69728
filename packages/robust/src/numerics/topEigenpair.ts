export interface Eigenpair {
  value: number;
  /** [n], of length 1. */
  vector: Float64Array;
}

/** T = H·A·H, H the product of the reflections I − 2uuᵀ. */
interface Tridiagonal {
  /** [n] */
  diagonal: Float64Array;
  /** [n − 1] */
  beside: Float64Array;
  reflections: { from: number; u: Float64Array }[];
}

/** The relative width at which the bisection stops: rounding error. */
const ROUNDING = 2 ** -51;
/**
 * The largest eigenvalue of a positive semi-definite A [n, n], row-major and symmetric, and an eigenvector of it.
 *
 * Reduces A to tridiagonal form by reflections, finds λ by bisection with Sturm's count, and solves one system just above
 * λ, where λI − T is positive definite and needs no pivoting. The start vector of ones always works: with positive
 * off-diagonals T's top eigenvector has no negative entry, so the residual A·v − λ·v is √n times rounding. Uses no random
 * numbers. Columns are squared in units of their largest entry: if the rank r < n, rounding is all that r reflections
 * leave, smaller by 1e-15 with each. O(n³), for entries from 1e-90 to 1e90.
 */
export function topEigenpair(a: Float64Array, n: number): Eigenpair {
  const { diagonal, beside, reflections } = tridiagonal(a, n);
  const edge = beside.map(Math.abs);
  const vector = new Float64Array(n).fill(1 / Math.sqrt(n));
  let high = 0;
  for (let i = 0; i < n; i++) high = Math.max(high, diagonal[i] + (edge[i - 1] ?? 0) + (edge[i] ?? 0));
  if (high === 0) return { value: 0, vector };
  high *= 1 + 4 * ROUNDING;
  let low = diagonal.reduce((x, y) => Math.max(x, y), 0);
  const pivots = new Float64Array(n);
  while (high - low > ROUNDING * high) {
    const middle = low + (high - low) / 2;
    if (isAbove(middle, diagonal, edge, pivots)) high = middle;
    else low = middle;
  }
  isAbove(high, diagonal, edge, pivots);
  solve(vector, edge, pivots);
  for (let i = 1, sign = 1; i < n; i++) {
    if (beside[i - 1] < 0) sign = -sign;
    vector[i] *= sign;
  }
  for (const { from, u } of reflections.reverse()) reflect(vector, from, u);
  return { value: high, vector };
}

function tridiagonal(matrix: Float64Array, n: number): Tridiagonal {
  const a = matrix.slice();
  const reflections: Tridiagonal["reflections"] = [];
  for (let k = 0; k + 2 < n; k++) {
    const from = k + 1;
    const u = Float64Array.from({ length: n - from }, (_, i) => a[(from + i) * n + k]);
    if (u.every((x, i) => i === 0 || x === 0)) continue; // nothing below the off-diagonal
    const size = u.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    for (let i = 0; i < u.length; i++) u[i] /= size;
    const head = u[0];
    const length = Math.sqrt(dot(u, u));
    u[0] += head < 0 ? -length : length; // the sign that does not cancel
    const scale = 1 / Math.sqrt(dot(u, u));
    for (let i = 0; i < u.length; i++) u[i] *= scale;
    a[from * n + k] = size * (head < 0 ? length : -length);
    reflectBothSides(a, n, from, u);
    reflections.push({ from, u });
  }
  return {
    diagonal: Float64Array.from({ length: n }, (_, i) => a[i * n + i]),
    beside: Float64Array.from({ length: Math.max(0, n - 1) }, (_, i) => a[(i + 1) * n + i]),
    reflections,
  };
}

/** B ← (I − 2uuᵀ)·B·(I − 2uuᵀ) on the block from row and column `from`: B − uqᵀ − quᵀ, q = 2(Bu − (uᵀBu)u). */
function reflectBothSides(a: Float64Array, n: number, from: number, u: Float64Array): void {
  const q = u.map((_, i) => {
    const start = (from + i) * n + from;
    let sum = 0;
    for (let j = 0; j < u.length; j++) sum += a[start + j] * u[j];
    return sum;
  });
  const inner = dot(u, q);
  for (let i = 0; i < u.length; i++) q[i] = 2 * (q[i] - inner * u[i]);
  for (let i = 0; i < u.length; i++) {
    const start = (from + i) * n + from;
    for (let j = 0; j < u.length; j++) a[start + j] -= u[i] * q[j] + q[i] * u[j];
  }
}

/** Whether x is above all eigenvalues: true if all pivots of xI − T are positive. Writes the pivots to `pivots`. */
function isAbove(x: number, diagonal: Float64Array, edge: Float64Array, pivots: Float64Array): boolean {
  let pivot = x - diagonal[0];
  for (let i = 0; ; i++) {
    pivots[i] = pivot;
    if (!(pivot > 0)) return false;
    if (i + 1 === pivots.length) return true;
    pivot = x - diagonal[i + 1] - edge[i] * (edge[i] / pivot);
  }
}

/** v ← (xI − T)⁻¹v, to length 1. */
function solve(v: Float64Array, edge: Float64Array, pivots: Float64Array): void {
  const n = v.length;
  for (let i = 1; i < n; i++) v[i] += (edge[i - 1] / pivots[i - 1]) * v[i - 1];
  for (let i = 0; i < n; i++) v[i] /= pivots[i];
  for (let i = n - 2; i >= 0; i--) v[i] += (edge[i] / pivots[i]) * v[i + 1];
  const largest = v.reduce((x, y) => Math.max(x, y), 0);
  for (let i = 0; i < n; i++) v[i] /= largest;
  const length = Math.sqrt(dot(v, v));
  for (let i = 0; i < n; i++) v[i] /= length;
}

function reflect(v: Float64Array, from: number, u: Float64Array): void {
  let along = 0;
  for (let i = 0; i < u.length; i++) along += u[i] * v[from + i];
  for (let i = 0; i < u.length; i++) v[from + i] -= 2 * along * u[i];
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * y[i];
  return sum;
}
