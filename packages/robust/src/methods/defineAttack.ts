import type { Random } from "@honest-majority/random";
import type { Later, UpdateMatrix } from "../matrix/updateMatrix";
import type { LineSearch } from "../numerics/lineSearch";
import type { BuildValues, Options } from "../options/option";

/** What omniscient attackers know of the honest updates, the same for all attackers of a round. */
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
  /** What `attackStrength` returns, for attacks that leave it to be computed. */
  strength?: number;
  /** [d], the honest update that an attack asked for by `row`. */
  mimicked?: Float32Array;
}

export interface AttackInput {
  /** [d]: the update the worker would send honestly; with a poisoned batch, the one learnt from that. */
  own: Float32Array;
  knowledge?: Knowledge;
  /** The attacker's own stream. */
  random: Random;
}

/** What the attackers of a round look at before they choose how far to go. */
export interface Target {
  /** The honest updates, at least one. */
  honest: readonly Float32Array[];
  /** Attackers: all of them send the same. */
  f: number;
  /** The rule in use, with its pre-aggregators, on the honest updates followed by the f crafted ones. */
  aggregate: (updates: readonly Float32Array[]) => Promise<Float32Array>;
  /** The passes that distances among rows are computed with. */
  matrix: (rows: readonly Float32Array[]) => UpdateMatrix<Float32Array>;
  search?: LineSearch;
}

/** A batch as it is trained on. */
export interface TrainingBatch {
  /** 0 … 1, [B, height, width, channels]. */
  pixels: Float32Array<ArrayBuffer>;
  /** [B] */
  labels: Uint8Array;
}

/** What a poison may look at beside the batch. */
export interface PoisonContext {
  classes: number;
  height: number;
  width: number;
  channels: number;
  /** Examples in the worker's shard, and which of them the batch holds. */
  count: number;
  chosen: Uint32Array;
  seed: number;
  workerIndex: number;
}

/** Changes a batch before a worker trains on it; leaves what it is given as it is. */
export type Poison = (batch: TrainingBatch, context: PoisonContext) => TrainingBatch;

/** What pickers, tables and the coordinator read of an attack. */
export interface AttackFacts<Key extends string = string, O extends Options = Options> {
  /** Its name in configs, flags and records. */
  readonly kind: Key;
  /** For people. */
  readonly name: string;
  /** For people, where there is little room. At most 12 characters. */
  readonly shortName: string;
  readonly formula: string;
  /** What it does, for a student. */
  readonly sentence: string;
  readonly source: string;
  /** What a person may turn, the strength first. */
  readonly options: O;
  /** What it must know of the honest updates before it can send; a strength and a row come with the moments. */
  readonly needs?: "moments" | "strength" | "row";
  /** When its update arrives, if not in time. */
  readonly arrives?: "late" | "never";
  /** False where nothing of its own update but the length is in what it sends. */
  readonly usesOwn?: false;
  /** The option that says how strong it is. */
  readonly strength?: keyof O & string;
}

/** An attack as its file writes it. */
export interface AttackLeaf<Key extends string = string, O extends Options = Options>
  extends AttackFacts<Key, O> {
  /**
   * [d], what is sent in place of `own`, in memory of its own. Unset, `own` itself: the attack lies in the batch or in
   * when the update arrives.
   */
  craft?(values: BuildValues<O>, input: AttackInput): Float32Array;
  /** What it does to each batch; it then sends the update learnt from that. */
  poison?(values: BuildValues<O>): Poison;
  /** The strength that it leaves to be computed from the honest updates, where no option sets it. */
  search?(values: BuildValues<O>, target: Target): Later<number>;
  /** The strength that m and f alone give, where no option sets it. */
  strengthFor?(round: { m: number; f: number }): number;
  /** Which of the honest updates it must know, by its place among them; the last where there are fewer. */
  row?(values: BuildValues<O>): number;
  /** How long after the round's opening it answers at the earliest, in ms. */
  delayMs?(values: BuildValues<O>, timeLeftMs: number): number;
}

/** Names the types of an attack's facts, options and arithmetic. */
export function defineAttack<const Key extends string, const O extends Options>(
  leaf: AttackLeaf<Key, O>,
): AttackLeaf<Key, O> {
  return leaf;
}

/** @throws RangeError where the moments of the honest updates are not known. */
export function requireKnowledge(kind: string, knowledge: Knowledge | undefined): Knowledge {
  if (knowledge === undefined) {
    throw new RangeError(`${kind}: the honest updates' moments must be known, got none`);
  }
  return knowledge;
}

/**
 * The strength that a person set, or else the one that was computed.
 *
 * @throws RangeError where there is neither.
 */
export function requireStrength(kind: string, set: number | undefined, { strength }: Knowledge): number {
  const known = set ?? strength;
  if (known === undefined) {
    throw new RangeError(`${kind}: a strength must be set or computed (see attackStrength), got none`);
  }
  return known;
}

const LARGEST_FLOAT32 = 3.4028234663852886e38;

/** factor × vector, held within float32's range: an update that overflows would be refused. */
export function scaled(vector: Float32Array, factor: number): Float32Array {
  return vector.map((value) => finiteFloat32(value * factor));
}

export function finiteFloat32(value: number): number {
  return Math.max(-LARGEST_FLOAT32, Math.min(LARGEST_FLOAT32, value));
}
