/**
 * What is computed for a run, wherever that happens: in a thread of the coordinator, or in the caller's own. Knows vectors, models
 * and data; knows no socket, no worker's name and no role. `knowledge` and `armTruths` are given rows to compare with, and never
 * feed an aggregate.
 */

import type { Examples } from "@honest-majority/learning";
import type { AttackConfig, Evaluation, HonestMotion, RunConfig } from "@honest-majority/protocol";

/** What a prepared run computes: the request of each call, and its answer. Threads, wrappers and test doubles derive from it. */
export interface RunCalls {
  /** Aggregates and steps; `PreparedRun.parameters` and `.previous` hold the new values afterwards. */
  aggregate: { request: AggregateRequest; answer: ArmResult[] };
  /** Measures arms on the test set at their present parameters; also arms that take no more steps. */
  evaluate: { request: readonly number[]; answer: Evaluation[] };
  /** What attackers may know of the named rows of each arm, in the order of the request; an arm without a row has zeros. */
  knowledge: { request: KnowledgeRequest; answer: ArmKnowledge[] };
  /** For each arm of the last aggregated round, how the named rows lie and how far its aggregate is from their mean. */
  armTruths: { request: readonly ArmRows[]; answer: ArmTruth[] };
}
export type RunCallName = keyof RunCalls;

/** Their names, for whoever forwards or wraps each of them. */
export const RUN_CALLS = Object.keys({
  aggregate: true,
  evaluate: true,
  knowledge: true,
  armTruths: true,
} satisfies Record<RunCallName, true>) as RunCallName[];

/** The calls of one run. */
export type RunFunctions = {
  [Name in RunCallName]: (request: RunCalls[Name]["request"]) => Promise<RunCalls[Name]["answer"]>;
};
/** The same calls where there are several runs: each names its run first. */
export type NamedRunFunctions = {
  [Name in RunCallName]: (
    run: string,
    request: RunCalls[Name]["request"],
  ) => Promise<RunCalls[Name]["answer"]>;
};

/** One function for each call, all of which do the same with its name, its run and its request. */
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
  /** What evaluates here, and why nothing better does. */
  readonly backend: { name: string; note: string };
  /** Loads data, draws parameters. Rejects with a `UserError` of code `data` when a file is missing or corrupt. */
  prepare(run: string, config: RunConfig): Promise<PreparedRun>;
  /** Memory [d] to decode an update of this run into. It holds anything, and counts for nothing until `setRow` is called with it. */
  spareRow(run: string): Float32Array;
  /** Makes `vector` row `row` of the arm's matrix for the round being collected: takes over the spare row, copies any other. */
  setRow(run: string, arm: number, row: number, vector: Float32Array): void;
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

/** What the caller writes into its vectors before a round is what the round starts from. */
export interface PreparedRun extends SavedVectors {
  dim: number;
  /** The whole training set, and which examples are each shard's. */
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
  /** The attackers' attack, and how many they are. */
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
