import type { UpdateMatrix } from "./updateMatrix";

/** What a rule made of one round's updates, and what it did to each row. */
export interface Aggregation<Vector> {
  /** [d] */
  aggregate: Vector;
  /** [m], 0 … 1: selected or not, clipped share, or weight relative to the largest. */
  kept: Float64Array;
  /** [m]: the rule's own score of each row, where it has one. */
  scores?: Float64Array;
  /** What a person should know about this round's answer; empty when all is as the rule's guarantee asks. */
  warnings: string[];
}

/**
 * A robust rule with its options set. It keeps no state: `previous` is what it answered last round (the zero
 * vector before the first), and only rules that start from there look at it.
 */
export type Aggregator = <Vector>(
  updates: UpdateMatrix<Vector>,
  previous: Vector,
) => Promise<Aggregation<Vector>>;

/** What pickers, guard rails and tables say about a rule; it stands beside the rule. */
export interface RuleFacts {
  /** For people. */
  name: string;
  formula: string;
  /** What it does, for a student. */
  sentence: string;
  /** Arithmetic in m and d. */
  cost: string;
  source: string;
  /** Fewest updates for which the guarantee holds against f Byzantine ones; Infinity when none suffice. */
  minWorkers(f: number): number;
}
