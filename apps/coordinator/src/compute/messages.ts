/** What the coordinator's main thread and its compute thread say to each other. */

import type {
  ArmKnowledge,
  ArmResult,
  ArmRows,
  CloseRequest,
  KnowledgeRequest,
  PreparedRun,
} from "@honest-majority/conductor";
import type { Evaluation, RunConfig } from "@honest-majority/protocol";

/** Questions, each with its answer. Vectors and pictures travel as views of shared memory. */
export interface Calls {
  prepare: { ask: { config: RunConfig }; answer: PreparedRun };
  closeRound: { ask: CloseRequest; answer: ArmResult[] };
  evaluate: { ask: number[]; answer: Evaluation[] };
  knowledge: { ask: KnowledgeRequest; answer: ArmKnowledge[] };
  stageErrors: { ask: ArmRows[]; answer: (number | null)[] };
}
export type CallName = keyof Calls;
export type Call = {
  [Name in CallName]: { kind: Name; id: number; run: string; ask: Calls[Name]["ask"] };
}[CallName];

export type ToThread =
  | Call
  /** Memory for one more row of an arm's matrix. */
  | { kind: "row"; run: string; arm: number; row: number; values: Float32Array }
  | { kind: "release"; run: string };

export type FromThread =
  | { kind: "ready"; backend: { name: string; note: string } }
  | { kind: "answer"; id: number; answer: Calls[CallName]["answer"] }
  | { kind: "failed"; id: number; name: string; message: string };

export interface ThreadData {
  /** Address of the module that `thread.mjs` loads. */
  module: string;
  dataDir: string;
}
