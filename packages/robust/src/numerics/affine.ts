import type { UpdateMatrix } from "../matrix/updateMatrix";

/** Distances of combinations of the rows, computed from the rows' squared distances D to each other. */
export interface Affine {
  /** [m]: ‖Σ wⱼxⱼ − xᵢ‖ for each i; `weights`: [m], their sum 1. */
  distancesFrom(weights: Float64Array): Promise<Float64Array>;
  /** ‖Σ δᵢxᵢ‖; `differences`: [m], their sum 0. */
  length(differences: Float64Array): Promise<number>;
}

/** The rounding error of a difference of two sums, relative to the sums. */
const ROUNDING = 1e-15;
/** A square is accepted when rounding changes it by at most this share. */
const TRUSTED = 1e-9;

/**
 * For Σ wⱼ = 1 and Σ δᵢ = 0, O(m²) operations, for any d, give
 *
 *   ‖Σⱼ wⱼxⱼ − xᵢ‖² = Σⱼ wⱼDᵢⱼ − ½ Σⱼ Σₖ wⱼwₖDⱼₖ     ‖Σᵢ δᵢxᵢ‖² = −½ Σᵢ Σⱼ δᵢδⱼDᵢⱼ
 *
 * If the sums cancel too much (rows at 1e10 beside rows at 1), it uses the rows themselves.
 *
 * `squares`: [m, m], the matrix's own.
 */
export function affine<Vector>(updates: UpdateMatrix<Vector>, squares: Float64Array): Affine {
  const { m } = updates;
  return {
    async distancesFrom(weights) {
      const { sums, bounds } = applied(squares, weights);
      const half = dot(weights, sums) / 2;
      const bound = dotOfSizes(weights, bounds) / 2;
      const found = new Float64Array(m);
      for (let i = 0; i < m; i++) {
        const square = sums[i] - half;
        if (isLost(square, bounds[i] + bound)) {
          return updates.distancesTo(await updates.combine(weights), "l2");
        }
        found[i] = Math.sqrt(square);
      }
      return found;
    },
    async length(differences) {
      const { sums, bounds } = applied(squares, differences);
      const square = -dot(differences, sums) / 2;
      if (!isLost(square, dotOfSizes(differences, bounds) / 2)) return Math.sqrt(square);
      const origin = await updates.combine(new Float64Array(m));
      const [length] = await (await updates.mix(differences, 1)).distancesTo(origin, "l2");
      return length;
    },
  };
}

/** [m] each: Σⱼ wⱼDᵢⱼ, and Σⱼ |wⱼ|Dᵢⱼ, which bounds its rounding. */
function applied(squares: Float64Array, weights: Float64Array): { sums: Float64Array; bounds: Float64Array } {
  const m = weights.length;
  const sums = new Float64Array(m);
  const bounds = new Float64Array(m);
  for (let i = 0; i < m; i++) {
    let sum = 0;
    let bound = 0;
    for (let j = 0; j < m; j++) {
      const term = weights[j] * squares[i * m + j];
      sum += term;
      bound += Math.abs(term);
    }
    sums[i] = sum;
    bounds[i] = bound;
  }
  return { sums, bounds };
}

function isLost(square: number, bound: number): boolean {
  return !(ROUNDING * bound <= TRUSTED * square);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function dotOfSizes(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs(a[i]) * b[i];
  return sum;
}
