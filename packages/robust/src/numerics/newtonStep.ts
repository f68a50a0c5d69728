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
  const cosines = cosinesBetween(distances, squaredDistances);
  const matrix = new Float64Array(m * m);
  const sums = new Float64Array(m);
  for (let i = 0; i < m; i++) {
    for (let at = i * m; at < (i + 1) * m; at++) {
      matrix[at] = -cosines[at];
      sums[i] += cosines[at];
    }
    matrix[i * m + i] = total * distances[i] - 1;
  }
  const q = solvePositiveDefinite(matrix, sums); // y
  if (!q) return undefined;
  for (let i = 0; i < m; i++) q[i] = (1 + q[i]) / total;
  const along = times(cosines, q); // [m]: p·uᵢ
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

/** [m, m]: the angles at z of the triangles with sides rᵢ and rⱼ, opposite the sides of length √Dᵢⱼ. */
function cosinesBetween(r: Float64Array, squares: Float64Array): Float64Array {
  const m = r.length;
  const cosines = new Float64Array(m * m);
  for (let i = 0; i < m; i++) {
    cosines[i * m + i] = 1;
    for (let j = 0; j < i; j++) {
      const cosine = (r[i] * r[i] + r[j] * r[j] - squares[i * m + j]) / (2 * r[i] * r[j]);
      cosines[i * m + j] = Math.max(-1, Math.min(1, cosine));
      cosines[j * m + i] = cosines[i * m + j];
    }
  }
  return cosines;
}

function times(matrix: Float64Array, x: Float64Array): Float64Array {
  const n = x.length;
  const product = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += matrix[i * n + j] * x[j];
    product[i] = sum;
  }
  return product;
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
