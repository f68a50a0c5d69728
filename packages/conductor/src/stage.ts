/**
 * The stage's own path: what an adversary is handed and how far an aggregate lies from the honest mean. The only
 * file of the compute thread that is told whose rows are honest; nothing here feeds an aggregate.
 */

import { type AttackConfig, isFiniteVector } from "@honest-majority/protocol";
import { attackStrength, columnMeans, moments } from "@honest-majority/robust";
import type { ArmKnowledge } from "./compute";
import { type Rehearsed, rehearsal } from "./rehearsal";

/** What attackers look at: what they play, and the arm's rule and pre-aggregators as they stand before the round closes. */
export interface Scene extends Rehearsed {
  attack: AttackConfig;
  /** Attackers in the round. */
  f: number;
}

/** What the attackers of one arm are handed of its honest rows. Without a row nothing is known, and all is 0. */
export async function stageKnowledge(honest: readonly Float32Array[], scene: Scene): Promise<ArmKnowledge> {
  const { attack, previous } = scene;
  const nothing = () => new Float32Array(previous.length);
  const known = honest.length > 0 ? moments(honest) : { mean: nothing(), std: nothing() };
  const strength = await stageStrength(honest, scene);
  if (attack.kind !== "mimic") return { ...known, strength };
  const mimicked = honest[Math.min(attack.worker, honest.length - 1)]?.slice() ?? nothing();
  return { ...known, strength, mimicked };
}

/**
 * The strength that the attack leaves to be computed against the arm's rule, null where it leaves none. 0, which is on the
 * honest mean or no update at all, where there is nothing to compute it from: no honest row, or a rule that refuses such a round.
 */
async function stageStrength(
  honest: readonly Float32Array[],
  { attack, f, ...rehearsed }: Scene,
): Promise<number | null> {
  const { aggregate, dispose } = rehearsal(rehearsed);
  try {
    return (await attackStrength(attack, { honest, f, aggregate })) ?? null;
  } catch (error) {
    if (error instanceof RangeError) return 0;
    throw error;
  } finally {
    await dispose();
  }
}

/** ‖z − mean of the honest rows‖₂, null where there is no aggregate, no row, or no finite answer. */
export function stageError(
  aggregate: Float32Array | undefined,
  honest: readonly Float32Array[],
): number | null {
  if (aggregate === undefined || honest.length === 0) return null;
  const mean = new Float32Array(columnMeans(honest));
  if (!isFiniteVector(mean)) return null;
  let squares = 0;
  for (let j = 0; j < mean.length; j++) squares += (aggregate[j] - mean[j]) ** 2;
  return Number.isFinite(squares) ? Math.sqrt(squares) : null;
}
