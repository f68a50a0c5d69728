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

/** What a row of the matrix is to the geometric median. */
export interface RowVerdict {
  /** The others' unit pulls add up to less than the rows that lie on it: it is the median. */
  isMedian: boolean;
  /** [m]: the weights of a point downhill from it, where it is not; Weiszfeld's own steps hardly leave a row. */
  downhill: Float64Array;
}

/**
 * Tries row k, with η = #{i : xᵢ = xₖ} rows on it, pulled by R = Σ (xᵢ − xₖ)/‖xᵢ − xₖ‖ over the others.
 *
 *   the median where ‖R‖ < η; else downhill lies (1 − η/‖R‖)·T + (η/‖R‖)·xₖ, T the others' Weiszfeld step
 *
 * Vardi and Zhang 2000, doi:10.1073/pnas.97.4.1423, equations (2.6) and (2.7) with weights 1.
 */
export async function tryRow<Vector>(
  updates: UpdateMatrix<Vector>,
  k: number,
  squaredDistances: Float64Array,
  origin: Vector,
): Promise<RowVerdict> {
  const { m } = updates;
  const squares = squaredDistances.subarray(k * m, (k + 1) * m);
  const pulls = Float64Array.from(squares, (square) => (square > 0 ? 1 / Math.sqrt(square) : 0));
  const total = pulls.reduce((sum, pull) => sum + pull, 0);
  const twins = squares.reduce((count, square) => count + (square > 0 ? 0 : 1), 0);
  const difference = pulls.map((pull, i) => (i === k ? -total : pull)); // of weight 0 in sum: Σ pᵢ(xᵢ − xₖ)
  const [pull] = await (await updates.mix(difference, 1)).distancesTo(origin, "l2");
  const stay = Math.min(1, twins / pull);
  const downhill = pulls.map((p, i) => (i === k ? stay : ((1 - stay) * p) / total));
  return { isMedian: pull < twins, downhill };
}
