/**
 * Everything that needs to know which rows are honest: the vectors of attackers that know the honest updates, and how far an
 * aggregate lies from the honest mean. No other file of the compute thread knows it, and nothing here feeds an aggregate.
 */

import { type AttackConfig, type HonestMotion, isFiniteVector } from "@honest-majority/protocol";
import type { Random } from "@honest-majority/random";
import {
  attackStrength,
  attackVector,
  type Passes,
  plainStatistics,
  rowOf,
  type Statistics,
  updateMatrix,
} from "@honest-majority/robust";
import type { ArmTruth } from "./compute";
import { ruleTrial, type TrialOptions } from "./ruleTrial";

/** The attack, and the arm's rule and pre-aggregators as they are before the round closes. */
export interface AttackContext extends TrialOptions {
  attack: AttackConfig;
  /** Workers in the round, and attackers among them. */
  m: number;
  f: number;
  /** The stream of an attack that draws. */
  attackRandom: Random;
}

/**
 * [d]: the vector of attackers that know one arm's honest rows. Their own updates are not known here, and count as zeros. Without an
 * honest row, mean, deviation and the update to mimic are zeros.
 */
export async function vectorOfAttack(
  honest: readonly Float32Array[],
  context: AttackContext,
): Promise<Float32Array> {
  const { attack, m, f, previous, attackRandom, passes } = context;
  const nothing = () => new Float32Array(previous.length);
  const row = rowOf(attack, honest.length);
  const knowledge = {
    ...(honest.length > 0 ? statisticsOf(passes).moments(honest) : { mean: nothing(), std: nothing() }),
    m,
    f,
    honest: honest.length,
    strength: await strengthAgainstRule(honest, context),
    mimicked: row === undefined ? undefined : (honest[row] ?? nothing()),
  };
  return attackVector(attack, { own: nothing(), knowledge, random: attackRandom });
}

/**
 * The attack's strength, when it is left to be computed from the honest rows or the arm's rule; undefined when it is not. 0 when
 * it cannot be computed, because there is no honest row or the rule refuses so few updates: the attackers then send the
 * honest mean or a zero update.
 */
async function strengthAgainstRule(
  honest: readonly Float32Array[],
  { attack, f, ...trial }: AttackContext,
): Promise<number | undefined> {
  const { aggregate, dispose } = ruleTrial(trial);
  try {
    return await attackStrength(attack, { honest, f, aggregate, matrix: updateMatrix });
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
  { aroundMean }: Statistics = plainStatistics,
): ArmTruth {
  const nothing = new Float32Array(honest[0]?.length ?? 0);
  const around = honest.length > 0 ? aroundMean(honest, [nothing, aggregate ?? nothing]) : undefined;
  const finite = around !== undefined && isFiniteVector(around.mean);
  const moved = motion(finite ? around.mean : undefined);
  if (!finite) return { error: null, honestNorm: null, motion: null };
  const toRows = [...around.squares];
  const [toZero, toAggregate] = toRows.splice(honest.length);
  const error = aggregate === undefined ? null : finiteOrNull(Math.sqrt(toAggregate));
  const honestNorm = finiteOrNull(Math.sqrt(toZero));
  const variance = varianceOf(toRows);
  return { error, honestNorm, motion: { workers: honest.length, variance, ...moved } };
}

function varianceOf(squares: readonly number[]): number | null {
  if (squares.length < 2) return null;
  return finiteOrNull(squares.reduce((sum, square) => sum + square) / (squares.length - 1));
}

/** Those of the run's passes, or the plain ones. */
export function statisticsOf({ statistics }: Passes<unknown>): Statistics {
  return statistics ?? plainStatistics;
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
