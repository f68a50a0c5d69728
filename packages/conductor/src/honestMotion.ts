/** What the stage remembers of one arm from round to round: two vectors. Feeds no aggregate. */
import type { HonestMotion } from "@honest-majority/protocol";

export interface Sighting {
  round: number;
  /** [d], of the honest rows; undefined where there is none, or it is not finite. */
  mean: Float32Array | undefined;
  /** Whose mean it is. */
  rows: readonly number[];
  /** [d], w_t, what the round started from; undefined where the arm was not closed. Not written to, and not kept. */
  from: Float32Array | undefined;
}

export interface MotionTracker {
  follow(sighting: Sighting): Pick<HonestMotion, "turned" | "moved">;
}

const UNKNOWN = { turned: null, moved: null };

/**
 * Follows the mean of the honest momenta ū and, averaged with the same weights, the parameters that their gradients were taken at:
 *
 *   W₀ = w₀,  W_t = β·W_{t−1} + (1−β)·w_t,   so that with gradients linear in w:  E ū_t = ∇F(W_t)
 *
 * Answers ‖ū_t − ū_{t−1}‖ and ‖w_t − W_{t−1}‖. Only from round 0 on and for as long as the same workers are honest and in every
 * round: afterwards their momenta have histories of their own, and the trail stays lost.
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
      const { parameters } = before; // W_{t−1}, made W_t below
      const answer = { turned: distance(mean, before.mean), moved: distance(from, parameters) };
      for (let j = 0; j < from.length; j++) parameters[j] = beta * parameters[j] + (1 - beta) * from[j];
      last = { mean, parameters, rows: who, round };
      return Number.isFinite(answer.turned + answer.moved) ? answer : UNKNOWN;
    },
  };
}

function distance(a: Float32Array, b: Float32Array): number {
  let squares = 0;
  for (let j = 0; j < a.length; j++) squares += (a[j] - b[j]) ** 2;
  return Math.sqrt(squares);
}
