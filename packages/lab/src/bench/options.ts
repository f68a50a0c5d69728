export interface BenchOptions {
  /** Prints JSON instead of tables. */
  json: boolean;
  /** Fewer sizes and runs: checks that it works, not how fast it is. */
  quick: boolean;
  /** If given, only these sizes. */
  m?: number[];
  d?: number[];
  /** If given, only these rules. */
  rules?: string[];
}
