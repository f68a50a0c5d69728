/**
 * The interface of what computes a run: the coordinator's compute thread, or `localCompute` in the caller's own thread. It knows
 * vectors, models and data, but no socket, no worker's name and no role. `knowledge`, `armTruths` and the calls of the insight
 * panels compare with the rows that they are given, and never feed an aggregate. The calls of a run are made one after another, in
 * their order.
 */

import type { Examples } from "@honest-majority/learning";
import type {
  AttackConfig,
  Evaluation,
  HonestMotion,
  MapPoint,
  RunConfig,
  ShadowRow,
  VectorCodec,
} from "@honest-majority/protocol";

/** The calls of a prepared run, each with its request and its answer. Threads, wrappers and test doubles derive from it. */
export interface RunCalls {
  /** Aggregates and steps; `PreparedRun.parameters` and `.previous` hold the new values afterwards. */
  aggregate: { request: AggregateRequest; answer: ArmResult[] };
  /**
   * What each arm's rule kept in the last `aggregate`, [arms] as in its request; empty where the rule refused.
   * Due once after each `aggregate`, before the next one; computed first, when a row of the next round comes before it.
   */
  armVerdicts: { request: null; answer: Kept[] };
  /** Measures arms on the test set at their current parameters, diverged arms included. */
  evaluate: { request: EvaluateRequest; answer: Evaluation[] };
  /** The vectors of attackers that know the given rows of each arm, [d] for each arm in the order of the request. */
  attackVectors: { request: AttackRequest; answer: Float32Array[] };
  /**
   * For each arm, the distance of its last aggregate from the mean of the given rows, and that mean's norm, variance and motion. Due
   * once after each `aggregate`, before the next one: until then the rows of the round stay as they are, while those of the
   * next round come.
   */
  armTruths: { request: readonly ArmRows[]; answer: ArmTruth[] };
  /** Replaces the settings, and opens the arms that the new ones add at the end; their vectors must be there. Only between rounds. */
  reconfigure: { request: RunConfig; answer: null };
  /** Copies one arm's rows of the last round for the three calls below, and replaces an earlier copy. Call it before the next `aggregate`. */
  insightOpen: { request: InsightRows; answer: InsightOpened };
  /** Places the copied rows, every arm's aggregate of their round and the honest mean in a plane. */
  insightPlane: { request: null; answer: InsightPlane };
  /** Runs the named rule, with its default options, on the copied rows. */
  insightRule: { request: string; answer: ShadowRow };
  /** Frees the copy. */
  insightClose: { request: null; answer: null };
}
export type RunCallName = keyof RunCalls;

/** Their names, for code that forwards or wraps each of them. */
export const RUN_CALLS = Object.keys({
  aggregate: true,
  armVerdicts: true,
  evaluate: true,
  attackVectors: true,
  armTruths: true,
  reconfigure: true,
  insightOpen: true,
  insightPlane: true,
  insightRule: true,
  insightClose: true,
} satisfies Record<RunCallName, true>) as RunCallName[];

/** The calls of one run. */
export type RunFunctions = {
  [Name in RunCallName]: (request: RunCalls[Name]["request"]) => Promise<RunCalls[Name]["answer"]>;
};
/** The same calls with the run's name as first argument. */
export type NamedRunFunctions = {
  [Name in RunCallName]: (
    run: string,
    request: RunCalls[Name]["request"],
  ) => Promise<RunCalls[Name]["answer"]>;
};

/** Makes one function for each call; each passes its own name, the run and the request to `call`. */
export function runFunctions(
  call: <Name extends RunCallName>(
    name: Name,
    run: string,
    request: RunCalls[Name]["request"],
  ) => Promise<RunCalls[Name]["answer"]>,
): NamedRunFunctions {
  const named = RUN_CALLS.map((name) => [name, (run: string, request: never) => call(name, run, request)]);
  return Object.fromEntries(named) as unknown as NamedRunFunctions;
}

export interface Compute extends NamedRunFunctions {
  /** The tfjs backend, and why no better one is used. */
  readonly backend: { name: string; note: string };
  /** Loads the data and draws the parameters. Rejects with a `UserError` of code `data` when a file is missing or corrupt. */
  prepare(run: string, config: RunConfig): Promise<PreparedRun>;
  /** Memory [d] to decode an update of this run into; `setRow` with it makes it a row. */
  spareRow(run: string): Float32Array;
  /** Makes `vector` row `row` of the arm's matrix for the round being collected: takes over the spare row, copies any other. */
  setRow(run: string, arm: number, row: number, vector: Float32Array): void;
  /** Takes rows out of the arm's matrix: nothing writes to them until they are given back. */
  takeRows(run: string, arm: number, rows: readonly number[]): Float32Array[];
  /** Lets the memory of rows that were taken be used again. Does nothing when the run is released. */
  giveBackRows(run: string, rows: readonly Float32Array[]): void;
  /** Frees the run and its memory. */
  release(run: string): void;
  close(): Promise<void>;
}

export interface SavedVectors {
  /** [K·d] */
  parameters: Float32Array;
  /** [K·d], each arm's last un-normalized aggregate, zeros before the first. */
  previous: Float32Array;
  /** [K·d], what rounding left out of the last steps, see `roundedStep`; absent: zeros. */
  residual?: Float32Array;
}

/** A round starts from these vectors; the caller may write to them between rounds, and add arms (`addArmVectors`). */
export interface PreparedRun extends SavedVectors {
  residual: Float32Array;
  dim: number;
  /** The whole training set, and the indices of each shard's examples. */
  train: Examples;
  shards: Uint32Array[];
}

export interface ArmRows {
  arm: number;
  /** Rows of the matrix that count, in order. */
  rows: number[];
}

export interface EvaluateRequest {
  arms: readonly number[];
  /** Attacks with an aim, whose success is measured too. */
  attacks: readonly AttackConfig[];
}

export interface AttackRequest {
  round: number;
  /** The honest rows. */
  arms: ArmRows[];
  attack: AttackConfig;
  /** Workers in the round, and attackers among them. */
  m: number;
  f: number;
}

/** [m′], what a rule kept of each row; or why that could not be computed. */
export type Kept = number[] | string;

export interface ArmTruth {
  /** ‖last aggregate − mean of the given rows‖₂; null when either is missing or not finite. */
  error: number | null;
  /** ‖mean of the given rows‖₂; null without a row, or when it is not finite. */
  honestNorm: number | null;
  motion: HonestMotion | null;
}

export interface InsightRows {
  round: number;
  arm: number;
  /** [m′][d]: the updates that count, finite, in order. Read until the answer. */
  rows: Float32Array[];
  /** Places in `rows` of the updates of honest workers. */
  honest: number[];
  /** f′ */
  expectedByzantine: number;
  /** η of the round. */
  learningRate: number;
}

export interface InsightOpened {
  /** ‖honest mean‖₂; null without an honest row, or when it is not finite. */
  honestNorm: number | null;
}

export interface InsightPlane {
  /** [m′] */
  points: MapPoint[];
  /** One for each arm; null for an arm without a finite aggregate in this round. */
  aggregates: (MapPoint | null)[];
  honestMean: MapPoint | null;
  medianDistance: number;
  shown: number;
}

export interface AggregateRequest {
  round: number;
  /** The codec in which the steps are sent; unset where whole parameters are. */
  steps?: VectorCodec;
  arms: (ArmRows & { expectedByzantine: number; learningRate: number })[];
}

export interface ArmResult {
  arm: number;
  outcome: "stepped" | "skipped" | "diverged";
  /** Why skipped (the rule refused, a zero or non-finite aggregate under normalization) or diverged (parameters not finite). */
  reason?: string;
  /** [rows.length], the rule's own. */
  scores?: number[];
  warnings: string[];
  aggregateNorm: number | null;
  /** Without the time for what was kept, which the next round does not wait for. */
  aggregateMs: number;
  /** The step that the parameters took, as it is sent. */
  step?: Uint8Array;
}
