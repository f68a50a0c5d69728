/**
 * Solves A·x = b by Cholesky, A = LLᵀ [n, n] row-major and symmetric. Reads A on and below its diagonal, and puts L there.
 * Undefined if A is not positive definite to working precision. O(n³).
 */
export function solvePositiveDefinite(lower: Float64Array, b: Float64Array): Float64Array | undefined {
  const n = b.length;
  const x = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = lower[i * n + j];
      for (let k = 0; k < j; k++) rest -= lower[i * n + k] * lower[j * n + k];
      if (j < i) lower[i * n + j] = rest / lower[j * n + j];
      else if (rest > 1e-12 * lower[i * n + i]) lower[i * n + i] = Math.sqrt(rest);
      else return undefined;
    }
  }
  for (let i = 0; i < n; i++) {
    let rest = b[i];
    for (let k = 0; k < i; k++) rest -= lower[i * n + k] * x[k];
    x[i] = rest / lower[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    let rest = x[i];
    for (let k = i + 1; k < n; k++) rest -= lower[k * n + i] * x[k];
    x[i] = rest / lower[i * n + i];
  }
  return x;
}
