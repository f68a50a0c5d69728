import { solvePositiveDefinite } from "./positiveDefinite";

/**
 * A Newton step on the sum of distances f(z) = Σ ‖z − xᵢ‖, computed from m numbers alone, as far as f falls along it.
 *
 *   z = Σ aᵢxᵢ (Σ aᵢ = 1),  rᵢ = ‖xᵢ − z‖,  uᵢ = (xᵢ − z)/rᵢ,  W = Σ 1/rᵢ,  C = UᵀU
 *   H = W·I − Σ uᵢuᵢᵀ/rᵢ,  step p = H⁻¹Σuᵢ = Σ qᵢuᵢ,  q = (1 + y)/W,  (diag(W·rᵢ) − C) y = C·1  (Woodbury)
 *
 * Needs every rᵢ > 0. Returns the weights [m], with sum 1, of the point after the step; undefined if H is not positive
 * definite, because all rows lie on one line or the distances differ too much for double precision. O(m³).
 */
export function newtonStep(
  weights: Float64Array,
  distances: Float64Array,
  squaredDistances: Float64Array,
): Float64Array | undefined {
  const m = weights.length;
  // Loops, because `map` and `reduce` of a typed array take as long as the solution.
  let total = 0;
  for (let i = 0; i < m; i++) total += 1 / distances[i];
  const matrix = new Float64Array(m * m); // diag(W·rᵢ) − C below the diagonal and on it
  const sums = new Float64Array(m).fill(1); // C·1
  for (let i = 0; i < m; i++) {
    matrix[i * m + i] = total * distances[i] - 1;
    for (let j = 0; j < i; j++) {
      const cosine = cosineOpposite(squaredDistances[i * m + j], distances[i], distances[j]);
      matrix[i * m + j] = -cosine;
      sums[i] += cosine;
      sums[j] += cosine;
    }
  }
  const y = solvePositiveDefinite(matrix, sums);
  if (!y) return undefined;
  const q = y.map((value) => (1 + value) / total);
  const along = y.map((value, i) => value * distances[i]); // [m]: p·uᵢ = (C·q)ᵢ, by the equation that y solves
  let square = 0; // ‖p‖²
  for (let i = 0; i < m; i++) square += along[i] * q[i];
  const slope = (t: number) => {
    let sum = 0;
    for (let i = 0; i < m; i++) {
      const r = distances[i];
      const after = Math.sqrt(Math.max(0, r * r - 2 * t * r * along[i] + t * t * square)); // the law of cosines
      if (after > 0) sum += (t * square - r * along[i]) / after;
    }
    return sum;
  };
  const t = firstRise(slope);
  let moved = 0;
  for (let i = 0; i < m; i++) moved += (t * q[i]) / distances[i];
  const there = new Float64Array(m);
  for (let i = 0; i < m; i++) there[i] = weights[i] * (1 - moved) + (t * q[i]) / distances[i];
  return there;
}

/** Of the angle in a triangle with sides r and s, opposite the side of length √square. */
function cosineOpposite(square: number, r: number, s: number): number {
  return Math.max(-1, Math.min(1, (r * r + s * s - square) / (2 * r * s)));
}

/** A slope this small relative to the one at 0 counts as level: the next step starts with a direction of its own. */
const LEVEL = 0.1;

/** About the point in [0, 1] up to which a convex function with this slope falls. */
function firstRise(slope: (t: number) => number): number {
  const level = -LEVEL * slope(0);
  if (slope(1) <= level) return 1;
  let [falls, rises] = [0, 1];
  for (let i = 0; i < 30; i++) {
    const middle = (falls + rises) / 2;
    const steep = slope(middle);
    if (Math.abs(steep) <= level) return middle;
    if (steep < 0) falls = middle;
    else rises = middle;
  }
  return falls;
}
