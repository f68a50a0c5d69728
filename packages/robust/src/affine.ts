import type { UpdateMatrix } from "./updateMatrix";

/** Points and differences that the rows make up, seen through the rows' distances D to each other. */
export interface Affine {
  /** [m]: ‖Σ wⱼxⱼ − xᵢ‖ for each i; `weights`: [m], their sum 1. */
  distancesFrom(weights: Float64Array): Promise<Float64Array>;
  /** ‖Σ δᵢxᵢ‖; `differences`: [m], their sum 0. */
  length(differences: Float64Array): Promise<number>;
}

/** What rounding may leave of a difference of two sums, in shares of these. */
const ROUNDING = 1e-15;
/** A square is trusted when rounding moves it by no more than this share. */
const TRUSTED = 1e-9;

/**
 * For Σ wⱼ = 1 and Σ δᵢ = 0, whatever d is, O(m²) tells
 *
 *   ‖Σⱼ wⱼxⱼ − xᵢ‖² = Σⱼ wⱼDᵢⱼ − ½ Σⱼ Σₖ wⱼwₖDⱼₖ     ‖Σᵢ δᵢxᵢ‖² = −½ Σᵢ Σⱼ δᵢδⱼDᵢⱼ
 *
 * Where the sums cancel too far (rows at 1e10 beside rows at 1) the rows themselves are looked at.
 *
 * `squares`: [m, m], the matrix's own; `origin`: the zero vector [d].
 */
export function affine<Vector>(updates: UpdateMatrix<Vector>, squares: Float64Array, origin: Vector): Affine {
  const { m } = updates;
  /** [m]: Σⱼ wⱼDᵢⱼ */
  const applied = (weights: Float64Array) =>
    weights.map((_, i) => weights.reduce((sum, weight, j) => sum + weight * squares[i * m + j], 0));
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i], 0);
  return {
    async distancesFrom(weights) {
      const sizes = weights.map(Math.abs);
      const sums = applied(weights);
      const bounds = applied(sizes); // of the sums' terms
      const half = dot(weights, sums) / 2;
      const bound = dot(sizes, bounds) / 2;
      const found = sums.map((sum) => sum - half);
      if (found.every((square, i) => ROUNDING * (bounds[i] + bound) <= TRUSTED * square)) {
        return found.map(Math.sqrt);
      }
      return updates.distancesTo(await updates.combine(weights), "l2");
    },
    async length(differences) {
      const sizes = differences.map(Math.abs);
      const square = -dot(differences, applied(differences)) / 2;
      const bound = dot(sizes, applied(sizes)) / 2;
      if (ROUNDING * bound <= TRUSTED * square) return Math.sqrt(square);
      const [length] = await (await updates.mix(differences, 1)).distancesTo(origin, "l2");
      return length;
    },
  };
}
