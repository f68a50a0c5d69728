import type { Random } from "@honest-majority/random";
import type { UpdateMatrix } from "../matrix/updateMatrix";
import type { BuildValues, GivenValues, Options } from "../options/option";
import { readOptions } from "../options/readOptions";
import { warnBelow } from "./checks";

/** What a rule made of one round's updates, and what it did to each row. */
export interface Aggregation<Vector> {
  /** [d] */
  aggregate: Vector;
  /** [m], 0 … 1: selected or not, clipped share, or weight relative to the largest. */
  kept: Float64Array;
  /** [m]: the rule's own score of each row, where it has one. */
  scores?: Float64Array;
  /** What a person should know about this round's answer; empty where the rule's guarantee holds. */
  warnings: string[];
}

/**
 * A robust rule with its options set. It keeps no state: `previous` is its last answer (the zero vector before the
 * first), and only rules that start from there look at it. `root` is an update that the coordinator computed itself,
 * for rules whose facts say `needs.root`.
 */
export type Aggregator = <Vector>(
  updates: UpdateMatrix<Vector>,
  previous: Vector,
  root?: Vector,
) => Promise<Aggregation<Vector>>;

/** What rules go by, for pickers; in this order. */
export const RULE_GROUPS = {
  none: "No defence",
  coordinates: "Coordinate by coordinate",
  centre: "Around a centre",
  far: "Leave out updates far from the rest",
  spread: "By the spread of those kept",
  direction: "By direction",
} as const;
export type RuleGroup = keyof typeof RULE_GROUPS;

/** What a rule may need beside its options. */
export interface BuildContext {
  /** The stream of rules that draw: the same stream, the same answer. */
  random?: Random;
  /** How many branches a bounded search may take; unset, about half a second's. */
  branches?: number;
}

/** What pickers, guard rails, tables and the coordinator read of a rule. */
export interface RuleFacts<Key extends string = string, O extends Options = Options> {
  /** Its name in configs, flags and records. */
  readonly rule: Key;
  /** For people. */
  readonly name: string;
  /** For people, where there is little room: a chart's label, a table's head. At most 12 characters. */
  readonly shortName: string;
  readonly group: RuleGroup;
  readonly formula: string;
  /** What it does, for a student. */
  readonly sentence: string;
  /** Arithmetic in m and d. */
  readonly cost: string;
  readonly source: string;
  readonly options: O;
  /** What it compares the updates with or draws from, beside the updates. */
  readonly needs?: {
    /** An update of the coordinator's own, computed on so many training examples. */
    root?(values: BuildValues<O>): number;
    /** Its last answer. */
    previous?: true;
    /** A seeded stream. */
    random?: true;
  };
  /** Fewest updates for which the guarantee holds against f Byzantine ones; Infinity where no number suffices. */
  minWorkers(f: number): number;
  /** Whether an answer to fewer updates than `minWorkers` carries a warning. */
  readonly warnsBelow?: true;
  /** How many rows an option's value asks for, by the option's name. */
  rowsAskedFor?(values: BuildValues<O>): Readonly<Record<string, number>>;
}

/** A rule as its file writes it. */
export interface RuleLeaf<Key extends string = string, O extends Options = Options>
  extends RuleFacts<Key, O> {
  /** @throws RangeError when m rows cannot be aggregated so: f = 4 trimmed from both ends of 8. */
  requires?(m: number, values: BuildValues<O>): void;
  /** Values are checked, defaults filled in. */
  build(values: BuildValues<O>, context: BuildContext): Aggregator;
}

type Given<O extends Options> =
  Record<never, never> extends GivenValues<O>
    ? [values?: GivenValues<O>, context?: BuildContext]
    : [values: GivenValues<O>, context?: BuildContext];

/** A rule: call it with options to get an aggregator; its facts are its properties. */
export interface DefinedRule<Key extends string = string, O extends Options = Options>
  extends RuleLeaf<Key, O> {
  /** @throws RangeError for options that are out of bounds. */
  (...given: Given<O>): Aggregator;
}

/** A rule that is looked up by its name: which options it has is not known to the compiler. */
export interface AnyRule extends RuleLeaf {
  /** @throws RangeError for options that are unknown or out of bounds. */
  (values?: object, context?: BuildContext): Aggregator;
}

/**
 * Makes a rule of its facts, its options as data and its arithmetic. Options are checked when the rule is called, the
 * number of rows each time it aggregates.
 */
export function defineRule<const Key extends string, const O extends Options>(
  leaf: RuleLeaf<Key, O>,
): DefinedRule<Key, O> {
  const configured = (given: object = {}, context: BuildContext = {}): Aggregator => {
    const values = readOptions(leaf.rule, leaf.options, given) as BuildValues<O>;
    const aggregator = leaf.build(values, context);
    return async (updates, previous, root) => {
      leaf.requires?.(updates.m, values);
      const answer = await aggregator(updates, previous, root);
      if (!leaf.warnsBelow) return answer;
      return { ...answer, warnings: [...belowGuarantee(leaf, values, updates.m), ...answer.warnings] };
    };
  };
  return withFacts(configured, leaf) as DefinedRule<Key, O>;
}

function belowGuarantee<O extends Options>(leaf: RuleLeaf<string, O>, values: object, m: number): string[] {
  const f = "f" in values && typeof values.f === "number" ? values.f : 0;
  return warnBelow(leaf.minWorkers(f), leaf.rule, m, f);
}

/** The function with the facts as its properties: `name` too, which assignment alone cannot set. */
export function withFacts<Call extends (...given: never[]) => unknown, Facts extends object>(
  call: Call,
  facts: Facts,
): Call & Facts {
  const properties = Object.entries(facts).map(([key, value]) => [key, { value, enumerable: true }]);
  return Object.defineProperties(call, Object.fromEntries(properties)) as Call & Facts;
}
