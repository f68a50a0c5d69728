import type { AttackConfig } from "@honest-majority/protocol";
import type { Random } from "@honest-majority/random";
import type { RuleOption } from "./aggregator";

/** What omniscient attackers are handed of the honest updates, the same for all attackers of a round. */
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
  /** What `attackStrength` answers, for attacks that leave it to be computed. */
  strength?: number;
  /** [d], the honest update that `mimic` repeats. */
  mimicked?: Float32Array;
}

export interface AttackInput {
  /** [d]: the update the worker would send honestly (with a poisoned batch, what that taught it). */
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

/** What pickers and tables say about an attack; it stands beside the attack. */
export interface AttackFacts {
  /** For people. */
  name: string;
  formula: string;
  /** What it does, for a student. */
  sentence: string;
  /** What a person may turn, the strength first. */
  options: readonly RuleOption[];
  /** What it must be told of the honest updates before it can send; a strength and a row come with the moments. */
  needs?: "moments" | "strength" | "row";
  /** It trains on a batch that it has tampered with, and sends what that taught it. */
  poisonsBatch?: boolean;
  /** When its update arrives, if not in time. */
  arrives?: "late" | "never";
  source: string;
}

export function requireKnowledge(kind: string, knowledge: Knowledge | undefined): Knowledge {
  if (knowledge === undefined) {
    throw new RangeError(`${kind}: the honest updates' moments must be known, got none`);
  }
  return knowledge;
}

/** The strength a person set, or else the one that was computed. */
export function requireStrength(kind: string, set: number | undefined, { strength }: Knowledge): number {
  const known = set ?? strength;
  if (known === undefined) {
    throw new RangeError(`${kind}: a strength must be set or computed (see attackStrength), got none`);
  }
  return known;
}

const LARGEST_FLOAT32 = 3.4028234663852886e38;

/** factor × vector, held within float32's range: an update that overflows would be refused at the door. */
export function scaled(vector: Float32Array, factor: number): Float32Array {
  return vector.map((value) => finiteFloat32(value * factor));
}

export function finiteFloat32(value: number): number {
  return Math.max(-LARGEST_FLOAT32, Math.min(LARGEST_FLOAT32, value));
}
