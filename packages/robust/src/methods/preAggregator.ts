import type { UpdateMatrix } from "../matrix/updateMatrix";
import type { RuleOption } from "./aggregator";

/** What a pre-aggregator made of one round's updates, before a rule sees them. */
export interface PreAggregation<Vector> {
  /** [k, d] */
  updates: UpdateMatrix<Vector>;
  /** [k, m], row-major: the share of each update in each new row. What a rule keeps of a new row it keeps of these. */
  shares: Float64Array;
  warnings: string[];
}

/** Transforms the updates in front of a rule; keeps no state. */
export type PreAggregator = <Vector>(updates: UpdateMatrix<Vector>) => Promise<PreAggregation<Vector>>;

/** What pickers and tables say about a pre-aggregator; it stands beside it. */
export interface PreAggregatorFacts {
  /** For people. */
  name: string;
  formula: string;
  /** What it does, for a student. */
  sentence: string;
  /** Arithmetic in m and d. */
  cost: string;
  source: string;
  options: readonly RuleOption[];
}
