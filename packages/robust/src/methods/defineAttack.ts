import type { Random } from "@honest-majority/random";
import type { Later, UpdateMatrix } from "../matrix/updateMatrix";
import type { LineSearch } from "../numerics/lineSearch";
import type { BuildValues, Options } from "../options/option";

/** What omniscient attackers know about the honest updates. It is the same for all attackers of a round. */
export interface Knowledge {
  /** [d] */
  mean: Float32Array;
  /** [d], ddof 1 over the honest updates. */
  std: Float32Array;
  /** Workers in the round, and how many of them are Byzantine. */
  m: number;
  f: number;
  /** The number of updates that the moments describe. */
  honest: number;
  /** The result of `attackStrength`, for attacks whose strength is computed. */
  strength?: number;
  /** [d], the honest update that an attack selects by `row`. */
  mimicked?: Float32Array;
}

export interface AttackInput {
  /** [d]: the update that the worker would send honestly; for an attack that poisons, the update trained on poisoned batches. */
  own: Float32Array;
  knowledge?: Knowledge;
  /** The attacker's own random stream. */
  random: Random;
}

/** What the attackers of a round use to choose their strength. */
export interface Target {
  /** The honest updates, at least one. */
  honest: readonly Float32Array[];
  /** The number of attackers. All of them send the same vector. */
  f: number;
  /** Applies the rule in use, with its pre-aggregators, to the honest updates followed by the f crafted ones. */
  aggregate: (updates: readonly Float32Array[]) => Promise<Float32Array>;
  /** Makes the matrix whose passes compute distances among rows. */
  matrix: (rows: readonly Float32Array[]) => UpdateMatrix<Float32Array>;
  search?: LineSearch;
}

/** A training batch. */
export interface TrainingBatch {
  /** 0 … 1, [B, height, width, channels]. */
  pixels: Float32Array<ArrayBuffer>;
  /** [B] */
  labels: Uint8Array;
}

/** What a poison may use besides the batch. */
export interface PoisonContext {
  classes: number;
  height: number;
  width: number;
  channels: number;
  /** The number of examples in the worker's shard, and the indices of those in the batch. */
  count: number;
  chosen: Uint32Array;
  seed: number;
  workerIndex: number;
}

/** Returns a changed copy of a batch before a worker trains on it. Does not modify its argument. */
export type Poison = (batch: TrainingBatch, context: PoisonContext) => TrainingBatch;

/** What an attack wants of the trained model: that it takes pictures with a trigger for one class. */
export interface Aim {
  target: number;
  /** Puts the trigger on the first `count` pictures of `pixels`, 0 … 1, [≥ count, height, width, channels]. */
  trigger(
    pixels: Float32Array,
    count: number,
    shape: Pick<PoisonContext, "height" | "width" | "channels">,
  ): void;
}

/** Groups of attacks, in the order of the pickers. */
export const ATTACK_GROUPS = {
  loud: "Loud",
  poison: "Poisoned data",
  stealthy: "Stealthy",
  broken: "Broken",
} as const;
export type AttackGroup = keyof typeof ATTACK_GROUPS;

/** The facts of an attack that pickers, tables and the coordinator read. */
export interface AttackFacts<Key extends string = string, O extends Options = Options> {
  /** Its name in configs, flags and records. */
  readonly kind: Key;
  /** The displayed name. */
  readonly name: string;
  /** The displayed name where space is short. At most 12 characters. */
  readonly shortName: string;
  readonly group: AttackGroup;
  readonly formula: string;
  /** What it does, in a sentence for students. */
  readonly sentence: string;
  readonly source: string;
  /** The options, the strength first. */
  readonly options: O;
  /**
   * What it must know about the honest updates before it can send. A strength and a row come with the moments. In a room the
   * coordinator computes its vector, the same for all its attackers: it cannot use their own updates.
   */
  readonly needs?: "moments" | "strength" | "row";
  /** When its update arrives, unless it arrives in time. */
  readonly arrives?: "late" | "never";
  /** False when the sent vector depends on the length of its own update alone. */
  readonly usesOwn?: false;
  /** The option that sets its strength. */
  readonly strength?: keyof O & string;
}

/** An attack's entry in the registry, as its file writes it. */
export interface AttackEntry<Key extends string = string, O extends Options = Options>
  extends AttackFacts<Key, O> {
  /**
   * Returns the vector [d] sent in place of `own`, in new memory. Unset: it sends `own` itself, because the attack
   * changes the batch or the time of arrival.
   */
  craft?(values: BuildValues<O>, input: AttackInput): Float32Array;
  /** Changes each batch. The worker then sends the update trained on the changed batches. */
  poison?(values: BuildValues<O>): Poison;
  /** Of an attack that succeeds when the model follows a trigger: its success is measured where it is preset or played. */
  aim?(values: BuildValues<O>): Aim;
  /** Computes the strength from the honest updates when no option sets it. */
  search?(values: BuildValues<O>, target: Target): Later<number>;
  /** Computes the strength from m and f alone when no option sets it. */
  strengthFor?(round: { m: number; f: number }): number;
  /**
   * Why a computed strength makes a weak attack or none, and what to do about it, as sentences for people. Undefined if the
   * strength suffices. Not asked about a strength that an option sets.
   */
  weakness?(strength: number, round: { m: number; f: number }): string | undefined;
  /** The index of the honest update that it must know; the last one if there are fewer. */
  row?(values: BuildValues<O>): number;
  /** The least time between the round's opening and its answer, in ms. */
  delayMs?(values: BuildValues<O>, timeLeftMs: number): number;
}

/** Makes an attack from its facts, options and arithmetic, with their types. */
export function defineAttack<const Key extends string, const O extends Options>(
  entry: AttackEntry<Key, O>,
): AttackEntry<Key, O> {
  return entry;
}

/** @throws RangeError when the moments of the honest updates are unknown. */
export function requireKnowledge(kind: string, knowledge: Knowledge | undefined): Knowledge {
  if (knowledge === undefined) {
    throw new RangeError(`${kind}: the honest updates' moments must be known, got none`);
  }
  return knowledge;
}

/**
 * The strength that the options set, or else the computed one.
 *
 * @throws RangeError when both are missing.
 */
export function requireStrength(kind: string, set: number | undefined, { strength }: Knowledge): number {
  const known = set ?? strength;
  if (known === undefined) {
    throw new RangeError(`${kind}: a strength must be set or computed (see attackStrength), got none`);
  }
  return known;
}

const LARGEST_FLOAT32 = 3.4028234663852886e38;

/** factor × vector, clamped to float32's range: the coordinator refuses an update that overflows. */
export function scaled(vector: Float32Array, factor: number): Float32Array {
  const product = new Float32Array(vector.length); // a loop: `map` calls its function for each value
  for (let j = 0; j < product.length; j++) product[j] = finiteFloat32(vector[j] * factor);
  return product;
}

export function finiteFloat32(value: number): number {
  return Math.max(-LARGEST_FLOAT32, Math.min(LARGEST_FLOAT32, value));
}
