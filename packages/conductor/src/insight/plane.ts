/** Places vectors in a plane by their distances alone. Pure. */
import type { MapPoint } from "@honest-majority/protocol";
import { topEigenpair } from "@honest-majority/robust";

export interface Plane {
  /** [m]; their centre is the origin. */
  points: MapPoint[];
  /** The share of the squared distances that the plane shows, 0 … 1. */
  shown: number;
  /**
   * Where another vector lies, from its distances to the m vectors: the projection on the plane, exact for a vector
   * among them (Gower 1968).
   *
   * @param squared [m]
   */
  place(squared: ArrayLike<number>): MapPoint;
}

/** An eigenvalue below this share of the largest is rounding error. */
const ROUNDING = 2 ** -46;

/**
 * Classical scaling (Torgerson 1952): the plane in which m vectors spread most.
 *
 *   B = −½·J·D·J,  J = I − 1/m,  D the squared distances;  points = (√λ₁·v₁, √λ₂·v₂)
 *
 * The entry of each axis that is largest by its absolute value, or the first of several, is positive. O(m³).
 *
 * @param squaredDistances [m, m], of points in a Euclidean space
 */
export function planeOf(squaredDistances: Float64Array, m: number): Plane {
  const { centred, scale } = doubleCentred(squaredDistances, m);
  const total = trace(centred, m);
  const axes: { value: number; at: Float64Array }[] = [];
  let rest = centred;
  for (let axis = 0; axis < 2; axis++) {
    const { value, vector } = topEigenpair(rest, m);
    const isRounding = value <= ROUNDING * m * (axes[0]?.value ?? 0);
    if (isRounding || value === 0) {
      axes.push({ value: 0, at: new Float64Array(m) });
      continue;
    }
    const length = Math.sqrt(value) * signOf(vector);
    axes.push({ value, at: vector.map((entry) => length * entry) });
    rest = rest.map((entry, at) => entry - value * vector[Math.floor(at / m)] * vector[at % m]);
  }
  const [first, second] = axes;
  const size = Math.sqrt(scale);
  const points = Array.from(first.at, (x, i) => ({ x: size * x, y: size * second.at[i] }));
  return {
    points,
    shown: total === 0 ? 1 : Math.min(1, (first.value + second.value) / total),
    place(squared) {
      // Σᵢ xᵢ·(Bᵢᵢ − ‖xᵢ − p‖²) = 2·λ·p, since Σᵢ xᵢ = 0
      const coordinate = ({ value, at }: { value: number; at: Float64Array }) => {
        if (value === 0) return 0;
        const sum = at.reduce((so, x, i) => so + x * (centred[i * m + i] - squared[i] / scale), 0);
        return (size * sum) / (2 * value);
      };
      return { x: coordinate(first), y: coordinate(second) };
    },
  };
}

/** B in units of the largest squared distance, so that neither large nor tiny updates leave the range of `topEigenpair`. */
function doubleCentred(squared: Float64Array, m: number): { centred: Float64Array; scale: number } {
  const largest = squared.reduce((most, value) => Math.max(most, value), 0);
  const scale = largest > 0 ? largest : 1;
  const rowMeans = Float64Array.from({ length: m }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < m; j++) sum += squared[i * m + j] / scale;
    return sum / m;
  });
  const mean = rowMeans.reduce((sum, value) => sum + value, 0) / m;
  const centred = new Float64Array(m * m);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < m; j++) {
      centred[i * m + j] = -0.5 * (squared[i * m + j] / scale - rowMeans[i] - rowMeans[j] + mean);
    }
  }
  return { centred, scale };
}

function trace(matrix: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += matrix[i * n + i];
  return sum;
}

/** The sign of the first of the entries that are largest up to rounding. */
function signOf(vector: Float64Array): number {
  const largest = vector.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
  const first = vector.find((entry) => Math.abs(entry) > largest * (1 - 1e-9)) ?? 1;
  return Math.sign(first);
}

/** The median distance between two of m vectors; 0 when there is no pair. */
export function medianDistance(squaredDistances: Float64Array, m: number): number {
  const pairs = squaredDistances.filter((_, at) => at % m > Math.floor(at / m)).sort();
  if (pairs.length === 0) return 0;
  const high = pairs.length >> 1;
  const low = (pairs.length - 1) >> 1;
  return (Math.sqrt(pairs[low]) + Math.sqrt(pairs[high])) / 2;
}
