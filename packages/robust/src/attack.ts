import type { AttackConfig } from "@honest-majority/protocol";
import type { Random } from "@honest-majority/random";

/** What omniscient attackers are handed: the honest updates' moments, the same for all attackers of a round. */
export interface Knowledge {
  /** [d] */
  mean: Float32Array;
  /** [d], ddof 1 over the honest updates. */
  std: Float32Array;
  /** Workers in the round, and how many of them are Byzantine. */
  m: number;
  f: number;
  /** How many updates the moments are taken over. */
  honest: number;
}

export interface AttackInput {
  /** [d]: the update the worker would send honestly (with a label-flip attack, trained on flipped labels). */
  own: Float32Array;
  knowledge?: Knowledge;
  /** The attacker's own stream. */
  random: Random;
}

/** One kind's arithmetic: what is sent instead of `own`, in memory of its own. */
export type Attack<Kind extends AttackConfig["kind"]> = (
  config: Extract<AttackConfig, { kind: Kind }>,
  input: AttackInput,
) => Float32Array;

/** What pickers say about an attack; it stands beside the attack. */
export interface AttackFacts {
  /** For people. */
  name: string;
  /** What it does, for a student. */
  sentence: string;
  /** The option a person may turn, its label, and its default (undefined: computed). */
  strength?: { option: string; label: string; default: number | undefined };
  /** Whether it asks for the honest updates' moments. */
  needsKnowledge: boolean;
  /** Whether it trains on labels y ↦ classes − 1 − y. */
  poisonsLabels: boolean;
  source: string;
}

export function requireKnowledge(kind: string, knowledge: Knowledge | undefined): Knowledge {
  if (knowledge === undefined) {
    throw new RangeError(`${kind}: the honest updates' moments must be known, got none`);
  }
  return knowledge;
}

const LARGEST_FLOAT32 = 3.4028234663852886e38;

/** factor × vector, held within float32's range: an update that overflows would be refused at the door. */
export function scaled(vector: Float32Array, factor: number): Float32Array {
  return vector.map((value) => finiteFloat32(value * factor));
}

export function finiteFloat32(value: number): number {
  return Math.max(-LARGEST_FLOAT32, Math.min(LARGEST_FLOAT32, value));
}
