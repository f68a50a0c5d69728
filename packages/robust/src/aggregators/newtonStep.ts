import { solvePositiveDefinite } from "../positiveDefinite";

/**
 * A Newton step on the sum of distances f(z) = Σ ‖z − xᵢ‖, on m numbers alone.
 *
 *   z = Σ aᵢxᵢ (Σ aᵢ = 1),  rᵢ = ‖xᵢ − z‖,  uᵢ = (xᵢ − z)/rᵢ,  W = Σ 1/rᵢ
 *   H = W·I − Σ uᵢuᵢᵀ/rᵢ,  H⁻¹Σuᵢ = (1/W) Σ (1 + yᵢ)uᵢ  with  (diag(W·rᵢ) − UᵀU) y = UᵀU·1  (Woodbury)
 *
 * Needs every rᵢ > 0. Answers the weights [m] of the point stepped to, or undefined where H is not positive
 * definite: rows on one line, or distances too unlike for double precision.
 */
export function newtonStep(
  weights: Float64Array,
  distances: Float64Array,
  squaredDistances: Float64Array,
): Float64Array | undefined {
  const m = weights.length;
  const total = distances.reduce((sum, r) => sum + 1 / r, 0);
  const matrix = new Float64Array(m * m);
  const cosineSums = new Float64Array(m);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < m; j++) {
      const cosine = i === j ? 1 : cosineBetween(distances[i], distances[j], squaredDistances[i * m + j]);
      cosineSums[i] += cosine;
      matrix[i * m + j] = (i === j ? total * distances[i] : 0) - cosine;
    }
  }
  const y = solvePositiveDefinite(matrix, cosineSums);
  if (!y) return undefined;
  const moves = y.map((value, i) => (1 + value) / total / distances[i]);
  const moved = moves.reduce((sum, move) => sum + move, 0);
  return weights.map((weight, i) => weight * (1 - moved) + moves[i]);
}

/** The angle at z of the triangle with sides r and s, opposite a side of length √square. */
function cosineBetween(r: number, s: number, square: number): number {
  return Math.max(-1, Math.min(1, (r / s + s / r - square / r / s) / 2));
}
