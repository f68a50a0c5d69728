import type { UpdateMatrix } from "../updateMatrix";

/** What Weiszfeld's iteration sees from a point z. */
export interface Place<Vector> {
  /** [m]: ‖xᵢ − z‖. */
  distances: Float64Array;
  /** [m]: wᵢ = 1 / max(‖xᵢ − z‖, ν). */
  pulls: Float64Array;
  /** [m]: wᵢ / Σw, the weights of `next`. */
  shares: Float64Array;
  /** [d]: where a plain step leads, Σ wᵢxᵢ / Σ wᵢ. */
  next: Vector;
  /** ‖Σ wᵢ(xᵢ − z)‖, the length of the smoothed objective's gradient. */
  pull: number;
  /** Whether that step is below 1e-7 of the length of `next`. */
  settled: boolean;
}

const RELATIVE_STEP = 1e-7;

/** `origin`: the zero vector [d]. */
export async function look<Vector>(
  updates: UpdateMatrix<Vector>,
  z: Vector,
  nu: number,
  origin: Vector,
): Promise<Place<Vector>> {
  const distances = await updates.distancesTo(z, "l2");
  const pulls = distances.map((distance) => 1 / Math.max(distance, nu));
  const total = pulls.reduce((sum, pull) => sum + pull, 0);
  const shares = pulls.map((pull) => pull / total);
  const row = await updates.mix(shares, 1); // [1, d], so that its own distances can be taken
  const [moved] = await row.distancesTo(z, "l2");
  const [length] = await row.distancesTo(origin, "l2");
  const next = await row.combine(Float64Array.of(1));
  return { distances, pulls, shares, next, pull: moved * total, settled: moved <= RELATIVE_STEP * length };
}

/**
 * Whether row k is the geometric median: the others' unit pulls add up to less than the rows that lie on it.
 *
 *   ‖Σ (xᵢ − xₖ)/‖xᵢ − xₖ‖‖ < #{i : xᵢ = xₖ},  the sum over xᵢ ≠ xₖ
 *
 * Vardi and Zhang 2000, doi:10.1073/pnas.97.4.1423, equation (2.6) with weights 1.
 */
export async function isMedianRow<Vector>(
  updates: UpdateMatrix<Vector>,
  k: number,
  squaredDistances: Float64Array,
  origin: Vector,
): Promise<boolean> {
  const { m } = updates;
  const squares = squaredDistances.subarray(k * m, (k + 1) * m);
  const weights = Float64Array.from(squares, (square) => (square > 0 ? 1 / Math.sqrt(square) : 0));
  const twins = squares.reduce((count, square) => count + (square > 0 ? 0 : 1), 0);
  weights[k] = -weights.reduce((sum, weight) => sum + weight, 0);
  const pull = await updates.mix(weights, 1);
  return (await pull.distancesTo(origin, "l2"))[0] < twins;
}
