import type { UpdateMatrix } from "../matrix/updateMatrix";

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
 * vector before the first), and only rules that start from there look at it. `root` is an update that the
 * coordinator computed itself, for rules whose facts say `needsRoot`.
 */
export type Aggregator = <Vector>(
  updates: UpdateMatrix<Vector>,
  previous: Vector,
  root?: Vector,
) => Promise<Aggregation<Vector>>;

/** An option of a rule as a form or a table shows it. */
export interface RuleOption {
  key: string;
  label: string;
  /** What an empty field means. */
  unset: string;
  choices?: readonly string[];
}

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
  options: readonly RuleOption[];
  /** Whether it compares the updates with one of the coordinator's own. */
  needsRoot?: boolean;
  /** Fewest updates for which the guarantee holds against f Byzantine ones; Infinity when none suffice. */
  minWorkers(f: number): number;
}

/** Most rules that are told f may be told another than the run's. */
export const ownF: RuleOption = { key: "f", label: "f of its own", unset: "the run's f" };
