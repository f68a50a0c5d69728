/**
 * Everything that needs to know which rows are honest: what attackers may know before a round closes, and how far an
 * aggregate lies from the honest mean. No other file of the compute thread knows it, and nothing here feeds an aggregate.
 */

import { type AttackConfig, type HonestMotion, isFiniteVector } from "@honest-majority/protocol";
import { attackStrength, columnMeans, moments, rowOf, updateMatrix } from "@honest-majority/robust";
import type { ArmKnowledge, ArmTruth } from "./compute";
import { ruleTrial, type TrialOptions } from "./ruleTrial";

/** The attack, and the arm's rule and pre-aggregators as they are before the round closes. */
export interface KnowledgeContext extends TrialOptions {
  attack: AttackConfig;
  /** Attackers in the round. */
  f: number;
}

/** What attackers may know of one arm's honest rows. Without an honest row, mean and deviation are zeros. */
export async function armKnowledge(
  honest: readonly Float32Array[],
  context: KnowledgeContext,
): Promise<ArmKnowledge> {
  const { attack, previous } = context;
  const nothing = () => new Float32Array(previous.length);
  const known = honest.length > 0 ? moments(honest) : { mean: nothing(), std: nothing() };
  const strength = await strengthAgainstRule(honest, context);
  const row = rowOf(attack, honest.length);
  if (row === undefined) return { ...known, strength };
  const mimicked = honest[row]?.slice() ?? nothing();
  return { ...known, strength, mimicked };
}

/**
 * The attack's strength, when it is left to be computed from the honest rows or the arm's rule; null when it is not. 0 when
 * it cannot be computed, because there is no honest row or the rule refuses so few updates: the attackers then send the
 * honest mean or a zero update.
 */
async function strengthAgainstRule(
  honest: readonly Float32Array[],
  { attack, f, ...trial }: KnowledgeContext,
): Promise<number | null> {
  const { aggregate, dispose } = ruleTrial(trial);
  try {
    return (await attackStrength(attack, { honest, f, aggregate, matrix: updateMatrix })) ?? null;
  } catch (error) {
    if (error instanceof RangeError) return 0;
    throw error;
  } finally {
    await dispose();
  }
}

/**
 * The distance of the aggregate from the mean of the honest rows, that mean's norm, the rows' variance, and how their mean
 * moves. `error` is null without an aggregate, without a row, or when it is not finite; `honestNorm` and `motion` without a row,
 * or when the honest mean is not finite.
 */
export function armTruth(
  aggregate: Float32Array | undefined,
  honest: readonly Float32Array[],
  motion: (mean: Float32Array | undefined) => Pick<HonestMotion, "turned" | "moved">,
): ArmTruth {
  const mean = honest.length > 0 ? new Float32Array(columnMeans(honest)) : undefined;
  const finite = mean !== undefined && isFiniteVector(mean);
  const moved = motion(finite ? mean : undefined);
  if (!finite) return { error: null, honestNorm: null, motion: null };
  const error = aggregate === undefined ? null : finiteOrNull(Math.sqrt(squaredDistance(aggregate, mean)));
  const honestNorm = finiteOrNull(Math.sqrt(mean.reduce((sum, value) => sum + value * value, 0)));
  const variance = varianceAround(mean, honest);
  return { error, honestNorm, motion: { workers: honest.length, variance, ...moved } };
}

function varianceAround(mean: Float32Array, honest: readonly Float32Array[]): number | null {
  if (honest.length < 2) return null;
  const squares = honest.reduce((sum, row) => sum + squaredDistance(row, mean), 0);
  return finiteOrNull(squares / (honest.length - 1));
}

function squaredDistance(a: Float32Array, b: Float32Array): number {
  let squares = 0;
  for (let j = 0; j < b.length; j++) squares += (a[j] - b[j]) ** 2;
  return squares;
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
