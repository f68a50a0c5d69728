/** The messages between the coordinator's main thread and its compute thread. */

import type { PreparedRun, RunCalls } from "@honest-majority/conductor";
import type { RunConfig, SentError } from "@honest-majority/protocol";
import type { AggregateOn } from "../http/options";

/** What is asked of the thread, each with its answer. Vectors and pictures travel as views of shared memory. */
export interface Calls extends RunCalls {
  /** `aggregatesOn`: on what, in a sentence for a person. */
  prepare: { request: { config: RunConfig }; answer: PreparedRun & { aggregatesOn: string } };
}
export type CallName = keyof Calls;
export type Call = {
  [Name in CallName]: { kind: Name; id: number; run: string; request: Calls[Name]["request"] };
}[CallName];

export type ToThread =
  | Call
  /** A row of an arm's matrix, in shared memory: it is to land. */
  | { kind: "row"; run: string; arm: number; row: number; values: Float32Array }
  | { kind: "release"; run: string };

export type FromThread =
  | { kind: "ready"; backend: { name: string; note: string } }
  | { kind: "answer"; id: number; answer: Calls[CallName]["answer"] }
  | { kind: "failed"; id: number; error: SentError };

export interface ThreadData {
  /** Address of the module that `thread.mjs` loads. */
  module: string;
  dataDir: string;
  aggregateOn: AggregateOn;
  plugins: readonly string[];
}
