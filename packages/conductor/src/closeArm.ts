/** One arm's part of a round: vectors in, vectors out. Knows no worker, no role, no clock and no thread. */

import { descend } from "@honest-majority/learning";
import { isFiniteVector, type VectorCodec } from "@honest-majority/protocol";
import type { Random } from "@honest-majority/random";
import {
  type Arrivals,
  buildPipeline,
  type LazyAggregation,
  type PipelineConfig,
} from "@honest-majority/robust";
import type { Kept } from "./compute";
import { roundedStep } from "./roundedStep";

export interface ArmModel extends PipelineConfig {
  /** Whether a step is η·z/‖z‖ instead of η·z. */
  normalized: boolean;
  /** [d] */
  parameters: Float32Array;
  /** [d], the last finite aggregate, un-normalized; zeros before the first. */
  previous: Float32Array;
  /** [d], what rounding left out of the last step. */
  residual: Float32Array;
}

export interface ArmRound<Vector> {
  arrivals: Arrivals<Vector>;
  /** [m′]: the updates that count, finite, in order. */
  rows: readonly number[];
  /** f′ */
  expectedByzantine: number;
  /** η_t */
  learningRate: number;
  /** A stream for this arm and round, for rules and pre-aggregators that draw. */
  random: Random;
  /** The codec in which the step is sent; unset where whole parameters are. */
  steps?: VectorCodec;
  /** [d], the coordinator's own update, for rules with `needs.root`. */
  root?: Float32Array;
}

export interface ClosedArm {
  outcome: "stepped" | "skipped" | "diverged";
  reason?: string;
  /**
   * Computes what the rule kept, and sweeps the passes. Call it once, before a row is replaced. Unset when the rule refused.
   */
  kept?: () => Promise<Kept>;
  scores?: number[];
  warnings: string[];
  /** ‖z‖₂; null when the rule refused or z is not finite. */
  aggregateNorm: number | null;
  /** z [d] when it is finite: the next round's `previous`. */
  aggregate?: Float32Array;
  /** [d], when they changed. */
  parameters?: Float32Array;
  /** [d], of a step that was rounded. */
  residual?: Float32Array;
  /** The rounded step, as it is sent. */
  step?: Uint8Array;
}

/**
 * Aggregates one arm's updates and takes its step. The round is skipped when the rule refuses so few updates, and when the
 * aggregate is zero or not finite. The arm is diverged when its parameters overflow.
 *
 * A diverged arm's parameters become NaN, whose accuracy is that of guessing, with a null loss. The last finite
 * parameters could show the class a good accuracy beside the word "diverged".
 */
export async function closeArm<Vector>(arm: ArmModel, round: ArmRound<Vector>): Promise<ClosedArm> {
  const result = await aggregate(arm, round);
  if (result instanceof RangeError) {
    return { outcome: "skipped", reason: result.message, warnings: [], aggregateNorm: null };
  }
  const { kept, scores, warnings, aggregate: z } = result;
  const step = descend(arm.parameters, z, round.learningRate, arm.normalized);
  const finite = step.stepped || isFiniteVector(z); // a step has found every value finite
  const closed = {
    kept,
    ...(scores === undefined ? {} : { scores: [...scores] }),
    warnings,
    ...(finite ? { aggregate: z } : {}),
  };
  if (step.stepped) {
    const { parameters, norm: aggregateNorm } = step;
    if (round.steps === undefined) return { ...closed, outcome: "stepped", parameters, aggregateNorm };
    const { bytes, ...rounded } = roundedStep(
      { from: arm.parameters, to: parameters, residual: arm.residual },
      round.steps,
    );
    if (isFiniteVector(rounded.parameters))
      return { ...closed, outcome: "stepped", ...rounded, step: bytes, aggregateNorm };
  }
  const reason = step.stepped ? "the rounded step leaves float32" : step.reason;
  if (!finite) return { ...closed, outcome: "skipped", reason, aggregateNorm: null };
  const aggregateNorm = norm(z);
  if (aggregateNorm === 0) return { ...closed, outcome: "skipped", reason, aggregateNorm };
  // finite and not zero: the parameters overflowed float32
  const parameters = new Float32Array(z.length).fill(Number.NaN);
  return { ...closed, outcome: "diverged", reason, parameters, aggregateNorm };
}

function norm(vector: Float32Array): number {
  return Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
}

/** The rule's result, or the RangeError with which it refuses this number of updates. `kept` sweeps the passes. */
async function aggregate<Vector>(
  arm: ArmModel,
  { arrivals, rows, expectedByzantine, random, root }: ArmRound<Vector>,
): Promise<(Omit<LazyAggregation<Float32Array>, "kept"> & { kept: () => Promise<Kept> }) | RangeError> {
  try {
    const rule = buildPipeline(arm, { m: rows.length, f: expectedByzantine, random });
    const trusted = root && arrivals.vector(root);
    const answer = await rule.lazy(arrivals.matrix(rows), arrivals.vector(arm.previous), trusted);
    const aggregate = await arrivals.read(answer.aggregate);
    const kept = async () => {
      try {
        return [...(await answer.kept())];
      } catch (error) {
        // such as memory that it needs and did not get: the step is taken, and a second try would fail as well
        if (error instanceof RangeError) return error.message;
        throw error;
      } finally {
        arrivals.sweep();
      }
    };
    return { ...answer, aggregate, kept };
  } catch (error) {
    arrivals.sweep();
    if (error instanceof RangeError) return error;
    throw error;
  }
}
