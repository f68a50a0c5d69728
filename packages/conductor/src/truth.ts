/**
 * The stage's own path: what an adversary is handed and how far an aggregate lies from the honest mean. The only
 * file of the compute thread that is told whose rows are honest; nothing here feeds an aggregate.
 */

import { type AttackConfig, type HonestMotion, isFiniteVector } from "@honest-majority/protocol";
import { attackStrength, columnMeans, moments, rowOf, updateMatrix } from "@honest-majority/robust";
import type { ArmKnowledge, ArmTruth } from "./compute";
import { ruleTrial, type TrialOptions } from "./ruleTrial";

/** What attackers look at: what they play, and the arm's rule and pre-aggregators as they stand before the round closes. */
export interface KnowledgeContext extends TrialOptions {
  attack: AttackConfig;
  /** Attackers in the round. */
  f: number;
}

/** What the attackers of one arm are handed of its honest rows. Without a row nothing is known, and all is 0. */
export async function armKnowledge(
  honest: readonly Float32Array[],
  context: KnowledgeContext,
): Promise<ArmKnowledge> {
  const { attack, previous } = context;
  const nothing = () => new Float32Array(previous.length);
  const known = honest.length > 0 ? moments(honest) : { mean: nothing(), std: nothing() };
  const strength = await stageStrength(honest, context);
  const row = rowOf(attack, honest.length);
  if (row === undefined) return { ...known, strength };
  const mimicked = honest[row]?.slice() ?? nothing();
  return { ...known, strength, mimicked };
}

/**
 * The strength that the attack leaves to be computed against the arm's rule, null where it leaves none. 0, which is on the
 * honest mean or no update at all, where there is nothing to compute it from: no honest row, or a rule that refuses such a round.
 */
async function stageStrength(
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
 * How far the aggregate lies from the mean of the honest rows, and how these lie and move. `error` is null where there is no
 * aggregate, no row, or no finite answer; `motion` where there is no row, or the honest mean is not finite.
 */
export function armTruth(
  aggregate: Float32Array | undefined,
  honest: readonly Float32Array[],
  motion: (mean: Float32Array | undefined) => Pick<HonestMotion, "turned" | "moved">,
): ArmTruth {
  const mean = honest.length > 0 ? new Float32Array(columnMeans(honest)) : undefined;
  const finite = mean !== undefined && isFiniteVector(mean);
  const moved = motion(finite ? mean : undefined);
  if (!finite) return { error: null, motion: null };
  const error = aggregate === undefined ? null : finiteOrNull(Math.sqrt(squaredDistance(aggregate, mean)));
  return { error, motion: { workers: honest.length, variance: varianceAround(mean, honest), ...moved } };
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
