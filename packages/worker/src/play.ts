/** What a worker sends: its update, or what an attack makes of it. Pure; knows no socket, no clock and no GPU. */
import type { AttackConfig, Knowledge, Role, RoundTask } from "@honest-majority/protocol";
import { type Bytes, decodeVector } from "@honest-majority/protocol";
import { stream } from "@honest-majority/random";
import { ATTACKS, attackVector } from "@honest-majority/robust";

/** One arm's vector, by the arm's index in the run. */
export type ArmVectors = ReadonlyMap<number, Float32Array>;

export interface ArmMoments {
  mean: Float32Array;
  std: Float32Array;
}

export interface HonestMoments {
  m: number;
  f: number;
  honest: number;
  arms: ReadonlyMap<number, ArmMoments>;
}

/** What a round's work came to: momenta u of every live arm, and those of flipped labels where they were asked for. */
export interface Work {
  own: ArmVectors;
  flipped?: ArmVectors;
}

export type Play =
  | { kind: "send"; vectors: ArmVectors }
  /** The attack is made from the honest workers' mean, which the coordinator has not sent yet. */
  | { kind: "wait" };

/** Which labels a role trains on. The honest momentum goes on in every role, so that a worker can turn back. */
export function labelsFor(role: Role): "own" | "both" {
  return role.kind === "malicious" && ATTACKS[role.attack.kind].poisonsLabels ? "both" : "own";
}

export function play(input: {
  role: Role;
  work: Work;
  knowledge: HonestMoments | undefined;
  seed: number;
  workerIndex: number;
  round: number;
}): Play {
  const { role, work, knowledge } = input;
  if (role.kind === "honest") return { kind: "send", vectors: work.own };
  const about = ATTACKS[role.attack.kind];
  if (about.poisonsLabels) return { kind: "send", vectors: work.flipped ?? work.own };
  if (about.needsKnowledge && knowledge === undefined) return { kind: "wait" };
  const vectors = new Map<number, Float32Array>();
  for (const [arm, own] of work.own) {
    vectors.set(arm, malicious(role.attack, arm, own, input));
  }
  return { kind: "send", vectors };
}

function malicious(
  attack: AttackConfig,
  arm: number,
  own: Float32Array,
  { knowledge, seed, workerIndex, round }: Parameters<typeof play>[0],
): Float32Array {
  const moments = knowledge?.arms.get(arm);
  // an arm without a single honest vector this round has no mean to attack from
  if (ATTACKS[attack.kind].needsKnowledge && moments === undefined) return own;
  return attackVector(attack, {
    own,
    knowledge: knowledge &&
      moments && { ...moments, m: knowledge.m, f: knowledge.f, honest: knowledge.honest },
    random: stream(seed, "attack", workerIndex, round, arm),
  });
}

/** The parameters beside a `round:open`, [arms.length × dim], as one vector an arm. */
export function decodeParameters(task: RoundTask, bytes: Bytes): Map<number, Float32Array> {
  const all = decodeVector(bytes, task.arms.length * task.dim, task.codec);
  return new Map(task.arms.map((arm, i) => [arm, all.subarray(i * task.dim, (i + 1) * task.dim)]));
}

/** The vectors beside an `adversary:knowledge`, [arms.length × 2 × dim]. */
export function decodeKnowledge(message: Knowledge, bytes: Bytes): HonestMoments {
  const { arms, dim, codec, m, f, honest } = message;
  const all = decodeVector(bytes, arms.length * 2 * dim, codec);
  const part = (i: number) => all.subarray(i * dim, (i + 1) * dim);
  return {
    m,
    f,
    honest,
    arms: new Map(arms.map((arm, i) => [arm, { mean: part(2 * i), std: part(2 * i + 1) }])),
  };
}
