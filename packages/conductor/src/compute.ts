/**
 * The compute thread, as the rooms see it. Knows vectors, models and data; knows no worker's name, no
 * socket and no role: `knowledge` and `armTruths` are the stage's own path and never feed an aggregate.
 */

import type { Examples } from "@honest-majority/learning";
import type { AttackConfig, Evaluation, HonestMotion, RunConfig } from "@honest-majority/protocol";

export interface Compute {
  /** What evaluates here, and why nothing better does. */
  readonly backend: { name: string; note: string };
  /** Loads data, draws parameters. Rejects with a `DataError` when a file is missing or corrupt. */
  prepare(run: string, config: RunConfig): Promise<PreparedRun>;
  /** Copies `vector` into row `row` of the arm's matrix for the round being collected. */
  setRow(run: string, arm: number, row: number, vector: Float32Array): void;
  /** Aggregates and steps; `PreparedRun.parameters` and `.previous` hold the new ones afterwards. */
  aggregate(run: string, request: AggregateRequest): Promise<ArmResult[]>;
  /** On the test set, at each arm's present parameters; also of arms that take no more steps. */
  evaluate(run: string, arms: number[]): Promise<Evaluation[]>;
  /** What attackers may know of the named rows of each arm, one behind the other; an arm without a row has zeros. */
  knowledge(run: string, request: KnowledgeRequest): Promise<ArmKnowledge[]>;
  /** What only the stage may know of the round closed last: how the named rows of each arm lie, and its aggregate among them. */
  armTruths(run: string, arms: ArmRows[]): Promise<ArmTruth[]>;
  /** Forgets the run and its memory. */
  release(run: string): void;
  close(): Promise<void>;
}

export interface SavedVectors {
  /** [K·d] */
  parameters: Float32Array;
  /** [K·d], each arm's last un-normalized aggregate, zeros before the first. */
  previous: Float32Array;
}

/** Its vectors are shared memory: what the main thread writes there before a round, the round starts from. */
export interface PreparedRun extends SavedVectors {
  dim: number;
  /** The whole training set in shared memory, and which examples are each shard's. */
  train: Examples;
  shards: Uint32Array[];
}

export interface ArmRows {
  arm: number;
  /** Rows of the matrix that count, in order. */
  rows: number[];
}

export interface KnowledgeRequest {
  round: number;
  arms: ArmRows[];
  /** What the attackers play, and how many they are. */
  attack: AttackConfig;
  f: number;
}

export interface ArmKnowledge {
  /** [d] */
  mean: Float32Array;
  /** [d], ddof 1. */
  std: Float32Array;
  /** What the attack left to be computed; null where it left nothing. */
  strength: number | null;
  /** [d], the row that is to be mimicked, where one is. */
  mimicked?: Float32Array;
}

export interface ArmTruth {
  /** ‖last aggregate − mean of the named rows‖₂, null where either is not finite or missing. */
  error: number | null;
  motion: HonestMotion | null;
}

export interface AggregateRequest {
  round: number;
  arms: (ArmRows & { expectedByzantine: number; learningRate: number })[];
}

export interface ArmResult {
  arm: number;
  outcome: "stepped" | "skipped" | "diverged";
  /** Why skipped (the rule refused, a zero or non-finite aggregate under normalization) or diverged (parameters not finite). */
  reason?: string;
  /** [rows.length], as the rule answered; empty when it refused. */
  kept: number[];
  scores?: number[];
  warnings: string[];
  aggregateNorm: number | null;
  aggregateMs: number;
}
