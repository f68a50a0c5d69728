/** Decides what a worker sends: its update, or what its attack makes of it. Pure; knows no socket, no clock and no GPU. */
import type { Poison } from "@honest-majority/learning";
import type { AttackConfig, Knowledge, Role, RoundTask } from "@honest-majority/protocol";
import { type Bytes, decodeVectors } from "@honest-majority/protocol";
import { stream } from "@honest-majority/random";
import { attackDelay, attackOf, attackPoison, attackVector } from "@honest-majority/robust";

/** One arm's vector, by the arm's index in the run. */
export type ArmVectors = ReadonlyMap<number, Float32Array>;

/** What an attacker knows of one arm's honest updates. */
export interface ArmMoments {
  mean: Float32Array;
  std: Float32Array;
  strength?: number;
  mimicked?: Float32Array;
}

export interface HonestMoments {
  m: number;
  f: number;
  honest: number;
  arms: ReadonlyMap<number, ArmMoments>;
}

/** The result of a round's training: the momentum u of every live arm, and that of the poisoned batches, for a role that poisons. */
export interface Work {
  own: ArmVectors;
  poisoned?: ArmVectors;
}

export type Play =
  | { kind: "send"; vectors: ArmVectors }
  /** Only after the time that `delayOf` gives. */
  | { kind: "late"; vectors: ArmVectors }
  | { kind: "silent" }
  /** The attack needs knowledge of the honest updates that has not arrived yet. */
  | { kind: "wait" };

/** The time after a round's opening before which it must not be answered; undefined when there is none. */
export function delayOf({ role, timeLeftMs }: Pick<RoundTask, "role" | "timeLeftMs">): number | undefined {
  return role.kind === "honest" ? undefined : attackDelay(role.attack, timeLeftMs);
}

/**
 * What a role does to the batches it trains on. The honest momentum continues in every role, so that a worker can become
 * honest again.
 */
export function poisonOf(role: Role): Poison | undefined {
  return role.kind === "honest" ? undefined : attackPoison(role.attack);
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
  const { attack } = role;
  const { arrives, needs, poison } = attackOf(attack);
  if (arrives === "never") return { kind: "silent" };
  if (needs && knowledge === undefined) return { kind: "wait" };
  const learnt = poison === undefined ? work.own : (work.poisoned ?? work.own);
  const vectors = new Map<number, Float32Array>();
  for (const [arm, own] of learnt) {
    vectors.set(arm, malicious(attack, arm, own, input));
  }
  return { kind: arrives === "late" ? "late" : "send", vectors };
}

function malicious(
  attack: AttackConfig,
  arm: number,
  own: Float32Array,
  { knowledge, seed, workerIndex, round }: Parameters<typeof play>[0],
): Float32Array {
  const moments = knowledge?.arms.get(arm);
  // without an honest update in this round, the arm has no mean to attack from
  if (attackOf(attack).needs && moments === undefined) return own;
  return attackVector(attack, {
    own,
    knowledge: knowledge &&
      moments && { ...moments, m: knowledge.m, f: knowledge.f, honest: knowledge.honest },
    random: stream(seed, "attack", workerIndex, round, arm),
  });
}

/** The parameters beside a `round:open`, [arms.length × dim], as one vector an arm. */
export function decodeParameters(task: RoundTask, bytes: Bytes): Map<number, Float32Array> {
  const { arms, dim, codec } = task;
  const vectors = decodeVectors(bytes, { count: arms.length, length: dim, codec });
  return new Map(arms.map((arm, i) => [arm, vectors[i]]));
}

/** The vectors beside an `adversary:knowledge`, [arms.length × (2 or 3) × dim]. */
export function decodeKnowledge(message: Knowledge, bytes: Bytes): HonestMoments {
  const { arms, dim, codec, m, f, honest, strengths, mimicked } = message;
  const each = mimicked ? 3 : 2;
  const vectors = decodeVectors(bytes, { count: arms.length * each, length: dim, codec });
  const part = (i: number, which: number) => vectors[i * each + which];
  return {
    m,
    f,
    honest,
    arms: new Map(
      arms.map((arm, i) => [
        arm,
        {
          mean: part(i, 0),
          std: part(i, 1),
          strength: strengths[i] ?? undefined,
          mimicked: mimicked ? part(i, 2) : undefined,
        },
      ]),
    ),
  };
}
