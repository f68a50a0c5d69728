import type { Affine } from "./affine";
import { median } from "./selection";

/** What Weiszfeld's iteration sees from a point z. */
export interface View {
  /** [m]: ‖xᵢ − z‖. */
  distances: Float64Array;
  /** [m]: wᵢ = 1 / max(‖xᵢ − z‖, ν). */
  pulls: Float64Array;
  /** [m]: wᵢ / Σw, the weights of the point where a plain step leads. */
  shares: Float64Array;
}

/** A point z that the rows make up, and the view from there. */
export interface Place extends View {
  /** [m]: of the rows, their sum 1. */
  weights: Float64Array;
  /** ‖Σ wᵢ(xᵢ − z)‖, the length of the smoothed objective's gradient. */
  pull: number;
  /** Whether a plain step is below 1e-7 of the median distance. */
  settled: boolean;
}

const RELATIVE_STEP = 1e-7;

/** No row pulls harder than 1e300, and what all pull together stays finite. */
const LEAST_DISTANCE = 1e-300;

export function view(distances: Float64Array, nu: number): View {
  const pulls = distances.map((distance) => 1 / Math.max(distance, nu, LEAST_DISTANCE));
  const total = sum(pulls);
  return { distances, pulls, shares: pulls.map((pull) => pull / total) };
}

export async function look(rows: Affine, weights: Float64Array, nu: number): Promise<Place> {
  const seen = view(await rows.distancesFrom(weights), nu);
  const step = await rows.length(seen.shares.map((share, i) => share - weights[i]));
  return {
    ...seen,
    weights,
    pull: step * sum(seen.pulls),
    settled: step <= RELATIVE_STEP * median(seen.distances),
  };
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
 * `distances`: [m], from row k.
 * Vardi and Zhang 2000, doi:10.1073/pnas.97.4.1423, equations (2.6) and (2.7) with weights 1.
 */
export async function tryRow(rows: Affine, k: number, distances: Float64Array): Promise<RowVerdict> {
  const pulls = distances.map((distance) => (distance > 0 ? 1 / distance : 0));
  const total = sum(pulls);
  const twins = distances.reduce((count, distance) => count + (distance > 0 ? 0 : 1), 0);
  const pull = await rows.length(pulls.map((p, i) => (i === k ? -total : p))); // Σ pᵢ(xᵢ − xₖ)
  const stay = Math.min(1, twins / pull);
  const downhill = pulls.map((p, i) => (i === k ? stay : ((1 - stay) * p) / total));
  return { isMedian: pull < twins, downhill };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
