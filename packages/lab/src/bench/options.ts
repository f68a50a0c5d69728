export interface BenchOptions {
  /** JSON instead of tables. */
  json: boolean;
  /** Fewer sizes and runs: whether it works, not how fast it is. */
  quick: boolean;
  /** These sizes alone, where given. */
  m?: number[];
  d?: number[];
  /** These rules alone, where given. */
  rules?: string[];
}
