/** What is measured in a process or Web Worker of its own, one task after another. */
import type { ModelName } from "@honest-majority/learning/facts";
import type { Adapter, AggregationResult, ModelResult } from "./schema";

/** One rule on m updates of d values. */
export interface Workload {
  rule: string;
  m: number;
  d: number;
}

export type Task =
  /** Comes first: the others measure what it started. */
  | { kind: "start"; name: string }
  | { kind: "model"; model: ModelName }
  | ({ kind: "aggregation" } & Workload);
export type TaskKind = Task["kind"];

type Done<Result> = Omit<Extract<Result, { outcome: "done" }>, "outcome" | "model" | keyof Workload>;

export type SelfTest = Extract<ModelResult, { outcome: "done" }>["selfTest"];

export interface Answers {
  start: { installed: false } | { installed: true; selfTest?: SelfTest; adapter?: Adapter };
  model: Done<ModelResult>;
  aggregation: Done<AggregationResult>;
}
