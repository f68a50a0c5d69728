/** The messages between the coordinator's main thread and its compute thread. */

import type { PreparedRun, RunCalls } from "@honest-majority/conductor";
import type { RunConfig, SentError } from "@honest-majority/protocol";
import type { AggregateOn } from "../http/options";
import type { RowPost } from "./rowPosts";

/** The calls of the thread, each with its request and answer. Vectors and images are sent as views of shared memory. */
export interface Calls extends RunCalls {
  /** `aggregatesOn`: a sentence for a person that says which passes aggregate. */
  prepare: { request: { config: RunConfig }; answer: PreparedRun & { aggregatesOn: string } };
}
export type CallName = keyof Calls;
export type Call = {
  [Name in CallName]: { kind: Name; id: number; run: string; request: Calls[Name]["request"] };
}[CallName];

export type ToThread =
  | Call
  /** New rows of the arms' matrices, in shared memory. */
  | ({ kind: "rows"; run: string } & RowPost)
  | { kind: "release"; run: string }
  | { kind: "collectGarbage" };

export type FromThread =
  | { kind: "ready"; backend: { name: string; note: string } }
  /** A GPU died in mid-run. `sentence`, for a person, says what goes on in its place. */
  | { kind: "moved"; backend: { name: string; note: string }; sentence: string }
  | { kind: "answer"; id: number; answer: Calls[CallName]["answer"] }
  | { kind: "failed"; id: number; error: SentError };

export interface ThreadData {
  dataDir: string;
  aggregateOn: AggregateOn;
  plugins: readonly string[];
  /** How a person calls the program, for messages. */
  program: string;
}
