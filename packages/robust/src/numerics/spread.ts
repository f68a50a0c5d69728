import { topEigenpair } from "./topEigenpair";

/** The spread of weighted rows from their mean, along the direction of largest spread. */
export interface Spread {
  /** λ, the largest eigenvalue of Σ wᵢ(xᵢ − μ)(xᵢ − μ)ᵀ / Σ wᵢ. */
  top: number;
  /** [m]: ⟨v, xᵢ − μ⟩², v λ's eigenvector; 0 for rows of weight 0. */
  reaches: Float64Array;
}

/**
 * The spread of rows with these weights [m] ≥ 0 about their weighted mean μ, from the squared distances [m, m] alone.
 *
 *   ⟨xᵢ − μ, xⱼ − μ⟩ = ½(rᵢ + rⱼ − Dᵢⱼ) − ½ Σₖ pₖrₖ,  rᵢ = Σₖ pₖDᵢₖ,  p = w / Σ w
 *
 * √pᵢ√pⱼ times that has the covariance's eigenvalues. Rows of weight 0 are left out, since one at 1e30 would swamp the others.
 * O(n³) for n rows with weight.
 */
export function spreadOf(squares: Float64Array, m: number, weights: Float64Array): Spread {
  const rows = Array.from(weights.keys()).filter((i) => weights[i] > 0);
  const total = rows.reduce((sum, i) => sum + weights[i], 0);
  const p = Float64Array.from(rows, (i) => weights[i] / total);
  const gram = centeredGram(squares, m, rows, p);
  const n = rows.length;
  const roots = p.map(Math.sqrt);
  const { value, vector } = topEigenpair(
    gram.map((inner, at) => inner * roots[Math.floor(at / n)] * roots[at % n]),
    n,
  );
  const reaches = new Float64Array(m);
  if (value === 0) return { top: 0, reaches };
  for (let i = 0; i < n; i++) {
    let along = 0;
    for (let j = 0; j < n; j++) along += gram[i * n + j] * roots[j] * vector[j];
    reaches[rows[i]] = along * (along / value);
  }
  return { top: value, reaches };
}

/** [n, n]: inner products of the chosen rows about their mean with shares p [n]. */
function centeredGram(squares: Float64Array, m: number, rows: readonly number[], p: Float64Array) {
  const n = rows.length;
  const radii = new Float64Array(n);
  let half = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) radii[i] += p[j] * squares[rows[i] * m + rows[j]];
    half += (p[i] * radii[i]) / 2;
  }
  const gram = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      gram[i * n + j] = (radii[i] + radii[j] - squares[rows[i] * m + rows[j]]) / 2 - half;
    }
  }
  return gram;
}
