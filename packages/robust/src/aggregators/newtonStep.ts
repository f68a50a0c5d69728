import { solvePositiveDefinite } from "../positiveDefinite";

/**
 * A Newton step on the sum of distances f(z) = Σ ‖z − xᵢ‖, on m numbers alone, as far as f falls along it.
 *
 *   z = Σ aᵢxᵢ (Σ aᵢ = 1),  rᵢ = ‖xᵢ − z‖,  uᵢ = (xᵢ − z)/rᵢ,  W = Σ 1/rᵢ,  C = UᵀU
 *   H = W·I − Σ uᵢuᵢᵀ/rᵢ,  step p = H⁻¹Σuᵢ = Σ qᵢuᵢ,  q = (1 + y)/W,  (diag(W·rᵢ) − C) y = C·1  (Woodbury)
 *
 * Needs every rᵢ > 0. Answers the weights [m] of the point stepped to, their sum 1; undefined where H is not positive definite: rows on one line, or distances too unlike for
 * double precision. O(m³).
 */
export function newtonStep(
  weights: Float64Array,
  distances: Float64Array,
  squaredDistances: Float64Array,
): Float64Array | undefined {
  const m = weights.length;
  const total = distances.reduce((sum, r) => sum + 1 / r, 0);
  const cosines = Float64Array.from({ length: m * m }, (_, at) => {
    const [i, j] = [Math.floor(at / m), at % m];
    return i === j ? 1 : cosineBetween(distances[i], distances[j], squaredDistances[at]);
  });
  const matrix = cosines.map((cosine, at) => (at % (m + 1) === 0 ? total * distances[at % m] : 0) - cosine);
  const y = solvePositiveDefinite(matrix, times(cosines, new Float64Array(m).fill(1)));
  if (!y) return undefined;
  const q = y.map((value) => (1 + value) / total);
  const along = times(cosines, q); // [m]: p·uᵢ
  const square = along.reduce((sum, a, i) => sum + a * q[i], 0); // ‖p‖²
  const slope = (t: number) =>
    distances.reduce((sum, r, i) => {
      const after = Math.sqrt(Math.max(0, r * r - 2 * t * r * along[i] + t * t * square)); // the law of cosines
      return sum + (after > 0 ? (t * square - r * along[i]) / after : 0);
    }, 0);
  const t = firstRise(slope);
  const moves = q.map((value, i) => (t * value) / distances[i]);
  const moved = moves.reduce((sum, move) => sum + move, 0);
  return weights.map((weight, i) => weight * (1 - moved) + moves[i]);
}

/** The angle at z of the triangle with sides r and s, opposite a side of length √square. */
function cosineBetween(r: number, s: number, square: number): number {
  return Math.max(-1, Math.min(1, (r / s + s / r - square / r / s) / 2));
}

function times(matrix: Float64Array, x: Float64Array): Float64Array {
  const n = x.length;
  return x.map((_, i) => x.reduce((sum, value, j) => sum + matrix[i * n + j] * value, 0));
}

/** Up to where in [0, 1] a convex function with this slope falls. */
function firstRise(slope: (t: number) => number): number {
  if (slope(1) <= 0) return 1;
  let [falls, rises] = [0, 1];
  for (let i = 0; i < 30; i++) {
    const middle = (falls + rises) / 2;
    if (slope(middle) <= 0) falls = middle;
    else rises = middle;
  }
  return falls;
}
