import type { Affine } from "./affine";
import { median } from "./selection";

/** What a Weiszfeld step needs to know at a point z. */
export interface View {
  /** [m]: ‖xᵢ − z‖. */
  distances: Float64Array;
  /** [m]: wᵢ = 1 / max(‖xᵢ − z‖, ν). */
  pulls: Float64Array;
  /** [m]: wᵢ / Σw, the weights of the point after a plain step. */
  shares: Float64Array;
}

/** A point z that is a combination of the rows, with its view. */
export interface Place extends View {
  /** [m]: the rows' weights, with sum 1. */
  weights: Float64Array;
  /** ‖Σ wᵢ(xᵢ − z)‖, the length of the smoothed objective's gradient. */
  pull: number;
  /** Whether a plain step is below 1e-7 of the median distance. */
  settled: boolean;
}

const RELATIVE_STEP = 1e-7;

/** Limits each row's pull to 1e300, so that the sum of all pulls stays finite. */
const LEAST_DISTANCE = 1e-300;

export function view(distances: Float64Array, nu: number): View {
  const m = distances.length;
  const pulls = new Float64Array(m);
  const shares = new Float64Array(m);
  let total = 0;
  for (let i = 0; i < m; i++) total += pulls[i] = 1 / Math.max(distances[i], nu, LEAST_DISTANCE);
  for (let i = 0; i < m; i++) shares[i] = pulls[i] / total;
  return { distances, pulls, shares };
}

export async function look(rows: Affine, weights: Float64Array, nu: number): Promise<Place> {
  const { distances, pulls, shares } = view(await rows.distancesFrom(weights), nu);
  const m = weights.length;
  const differences = new Float64Array(m);
  for (let i = 0; i < m; i++) differences[i] = shares[i] - weights[i]; // `map` takes as long as all else here
  const step = await rows.length(differences);
  const settled = step <= RELATIVE_STEP * median(distances);
  return { distances, pulls, shares, weights, pull: step * sum(pulls), settled };
}

/** Whether a row of the matrix is the geometric median. */
export interface RowVerdict {
  /** True if the others' unit pulls add up to less than the number of rows equal to this one. */
  isMedian: boolean;
  /** [m]: the weights of a point downhill from the row if it is not the median. Plain Weiszfeld steps hardly leave a row. */
  downhill: Float64Array;
}

/**
 * Tests row k, with η = #{i : xᵢ = xₖ} rows equal to it and the pull R = Σ (xᵢ − xₖ)/‖xᵢ − xₖ‖ of the others.
 *
 *   it is the median if ‖R‖ < η; else (1 − η/‖R‖)·T + (η/‖R‖)·xₖ is downhill, T the others' Weiszfeld step
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
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}
