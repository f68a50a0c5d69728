/** Decides what a worker sends: its update, or what its attack makes of it. Pure; knows no socket, no clock and no GPU. */
import { type Poison, type Privacy, privatize } from "@honest-majority/learning";
import type { AttackConfig, AttackVectors, Role } from "@honest-majority/protocol";
import { type Bytes, bytesAsVectors } from "@honest-majority/protocol";
import { stream } from "@honest-majority/random";
import { attackDelay, attackOf, attackPoison, attackVector } from "@honest-majority/robust";

/** One arm's vector, by the arm's index in the run. */
export type ArmVectors = ReadonlyMap<number, Float32Array>;

/** The result of a round's training: the momentum u of every live arm, and that of the poisoned batches, for a role that poisons. */
export interface Work {
  own: ArmVectors;
  poisoned?: ArmVectors;
}

export type Play =
  | { kind: "send"; vectors: ArmVectors }
  /** To be sent only after the time that `delayOf` returns. */
  | { kind: "late"; vectors: ArmVectors }
  | { kind: "silent" }
  /** The coordinator computes what the attack sends, and it has not arrived yet. */
  | { kind: "wait" };

/** The time after a round's opening before which it must not be answered; undefined when there is none. */
export function delayOf(role: Role, timeLeftMs: number): number | undefined {
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
  /** What the coordinator computed for the attack, if it has arrived. */
  given: ArmVectors | undefined;
  /** Of the attacks' draws. */
  seed: number;
  /** Of the noise: the run's. */
  noiseSeed: number;
  privacy?: Privacy;
  workerIndex: number;
  round: number;
}): Play {
  const { role, work, given } = input;
  if (role.kind === "honest") return { kind: "send", vectors: clippedAndNoisy(work.own, input) };
  const { attack } = role;
  const { arrives, needs, poison } = attackOf(attack);
  if (arrives === "never") return { kind: "silent" };
  const kind = arrives === "late" ? "late" : "send";
  if (needs) return given === undefined ? { kind: "wait" } : { kind, vectors: given };
  const learnt = poison === undefined ? work.own : (work.poisoned ?? work.own);
  const vectors = new Map<number, Float32Array>();
  for (const [arm, own] of learnt) {
    vectors.set(arm, malicious(attack, arm, own, input));
  }
  return { kind, vectors };
}

/** What an honest worker sends. The malicious are not bound by it: their vectors go as their attack makes them. */
function clippedAndNoisy(
  own: ArmVectors,
  { privacy, noiseSeed, workerIndex, round }: Parameters<typeof play>[0],
): ArmVectors {
  if (privacy === undefined) return own;
  const vectors = [...own].map(
    ([arm, vector]) =>
      [arm, privatize(vector, privacy, stream(noiseSeed, "privacy", workerIndex, round, arm))] as const,
  );
  return new Map(vectors);
}

function malicious(
  attack: AttackConfig,
  arm: number,
  own: Float32Array,
  { seed, workerIndex, round }: Parameters<typeof play>[0],
): Float32Array {
  return attackVector(attack, { own, random: stream(seed, "attack", workerIndex, round, arm) });
}

/** Bytes that hold one vector [dim] for each arm, as one vector an arm: views of the bytes, if possible. */
export function decodeArms(
  { arms, dim, codec }: Pick<AttackVectors, "arms" | "dim" | "codec">,
  bytes: Bytes,
): Map<number, Float32Array> {
  const vectors = bytesAsVectors(bytes, { count: arms.length, length: dim, codec });
  return new Map(arms.map((arm, i) => [arm, vectors[i]]));
}
