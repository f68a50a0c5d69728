/** One arm's part of a round: vectors in, vectors out. Knows no worker, no role, no clock and no thread. */

import { descend } from "@honest-majority/learning";
import { isFiniteVector } from "@honest-majority/protocol";
import type { Random } from "@honest-majority/random";
import { type Aggregation, buildPipeline, type PipelineConfig, updateMatrix } from "@honest-majority/robust";

export interface ArmModel extends PipelineConfig {
  /** Whether a step is η·z/‖z‖ instead of η·z. */
  normalized: boolean;
  /** [d] */
  parameters: Float32Array;
  /** [d], the last finite aggregate, un-normalized; zeros before the first. */
  previous: Float32Array;
}

export interface ArmRound {
  /** [m′, d], finite: the updates that count. */
  updates: readonly Float32Array[];
  /** f′ */
  expectedByzantine: number;
  /** η_t */
  learningRate: number;
  /** This arm's and this round's own, for rules and pre-aggregators that draw. */
  random: Random;
  /** [d], the coordinator's own update, for rules that compare with one. */
  root?: Float32Array;
}

export interface ClosedArm {
  outcome: "stepped" | "skipped" | "diverged";
  reason?: string;
  /** [m′], empty when the rule refused. */
  kept: number[];
  scores?: number[];
  warnings: string[];
  /** ‖z‖₂, null when nothing finite came out. */
  aggregateNorm: number | null;
  /** z [d] where it is finite: the next round's `previous`. */
  aggregate?: Float32Array;
  /** [d], where they changed. */
  parameters?: Float32Array;
}

/**
 * Aggregates one arm's updates and takes its step. A rule that refuses such a round and an aggregate that makes
 * no step skip the round; parameters that overflow make the arm diverged.
 *
 * A diverged arm's parameters become NaN. The evaluation counts a guess for them as for any others, which is
 * chance, with a null loss. The last finite ones could show the class a good accuracy beside the word "diverged".
 */
export async function closeArm(arm: ArmModel, round: ArmRound): Promise<ClosedArm> {
  const answer = await aggregate(arm, round);
  if (answer instanceof RangeError) {
    return { outcome: "skipped", reason: answer.message, kept: [], warnings: [], aggregateNorm: null };
  }
  const { kept, scores, warnings, aggregate: z } = answer;
  const finite = isFiniteVector(z);
  const closed = {
    kept: [...kept],
    ...(scores === undefined ? {} : { scores: [...scores] }),
    warnings,
    ...(finite ? { aggregate: z } : {}),
  };
  const step = descend(arm.parameters, z, round.learningRate, arm.normalized);
  if (step.stepped) {
    return { ...closed, outcome: "stepped", parameters: step.parameters, aggregateNorm: step.norm };
  }
  const { reason } = step;
  if (!finite) return { ...closed, outcome: "skipped", reason, aggregateNorm: null };
  const aggregateNorm = norm(z);
  if (aggregateNorm === 0) return { ...closed, outcome: "skipped", reason, aggregateNorm };
  // finite, not zero, and yet no step: it left float32
  const parameters = new Float32Array(z.length).fill(Number.NaN);
  return { ...closed, outcome: "diverged", reason, parameters, aggregateNorm };
}

function norm(vector: Float32Array): number {
  return Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
}

/** The rule's answer, or the RangeError by which it refuses a round of this size. */
async function aggregate(
  arm: ArmModel,
  { updates, expectedByzantine, random, root }: ArmRound,
): Promise<Aggregation<Float32Array> | RangeError> {
  try {
    const rule = buildPipeline(arm, { m: updates.length, f: expectedByzantine, random });
    return await rule<Float32Array>(updateMatrix(updates), arm.previous, root);
  } catch (error) {
    if (error instanceof RangeError) return error;
    throw error;
  }
}
