/** Measures how the mean of one arm's honest updates moves from round to round. Feeds no aggregate. */
import type { HonestMotion } from "@honest-majority/protocol";

export interface HonestMean {
  round: number;
  /** [d], of the honest rows; undefined without a row, or when the mean is not finite. */
  mean: Float32Array | undefined;
  /** The honest rows, in order. */
  rows: readonly number[];
  /** [d], w_t, the parameters that the round started from; undefined when the arm did not aggregate. Neither written to nor kept. */
  from: Float32Array | undefined;
}

export interface MotionTracker {
  follow(mean: HonestMean): Pick<HonestMotion, "turned" | "moved">;
}

const UNKNOWN = { turned: null, moved: null };

/**
 * Follows the mean of the honest momenta ū and, averaged with the same weights, the parameters that their gradients were taken at:
 *
 *   W₀ = w₀,  W_t = β·W_{t−1} + (1−β)·w_t,   so that with gradients linear in w:  E ū_t = ∇F(W_t)
 *
 * `follow` returns ‖ū_t − ū_{t−1}‖ and ‖w_t − W_{t−1}‖. It measures from round 0 on, as long as the same honest workers take
 * part in every round: afterwards their momenta have different histories, and every result is null.
 */
export function createMotionTracker(beta: number): MotionTracker {
  let last: { mean: Float32Array; parameters: Float32Array; rows: string; round: number } | undefined;
  return {
    follow({ round, mean, rows, from }) {
      const before = last;
      last = undefined;
      if (mean === undefined || from === undefined) return UNKNOWN;
      const who = rows.join();
      if (round === 0) {
        last = { mean, parameters: from.slice(), rows: who, round };
        return UNKNOWN;
      }
      if (before === undefined || before.rows !== who || before.round !== round - 1) return UNKNOWN;
      const { parameters } = before; // W_{t−1}, made W_t
      const answer = { turned: distance(mean, before.mean), moved: follow(parameters, from, beta) };
      last = { mean, parameters, rows: who, round };
      return Number.isFinite(answer.turned + answer.moved) ? answer : UNKNOWN;
    },
  };
}

/** ‖from − average‖, of the average before its step: average ← β·average + (1−β)·from. */
function follow(average: Float32Array, from: Float32Array, beta: number): number {
  let squares = 0;
  for (let j = 0; j < average.length; j++) {
    const before = average[j];
    squares += (from[j] - before) ** 2;
    average[j] = beta * before + (1 - beta) * from[j];
  }
  return Math.sqrt(squares);
}

function distance(a: Float32Array, b: Float32Array): number {
  let squares = 0;
  for (let j = 0; j < a.length; j++) squares += (a[j] - b[j]) ** 2;
  return Math.sqrt(squares);
}
