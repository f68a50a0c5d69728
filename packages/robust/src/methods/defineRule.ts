import type { Random } from "@honest-majority/random";
import type { Later, UpdateMatrix } from "../matrix/updateMatrix";
import type { BuildValues, GivenValues, Options } from "../options/option";
import { readOptions } from "../options/readOptions";
import { warnBelow } from "./checks";

/** The result of a rule for one round: the aggregate, and what the rule did with each row. */
export interface Aggregation<Vector> {
  /** [d] */
  aggregate: Vector;
  /** [m], 0 … 1: selected or not, clipped share, or weight relative to the largest. */
  kept: Float64Array;
  /** [m]: the rule's own score of each row, if it has one. */
  scores?: Float64Array;
  /** Warnings about this round's result; empty if the rule's guarantee holds. */
  warnings: string[];
}

/**
 * The same result with `kept` as a function, for rules that need another pass to know it. Call it at most once, while the
 * matrix is valid. It reads the updates alone: the caller may have changed `previous` by then.
 */
export interface LazyAggregation<Vector> extends Omit<Aggregation<Vector>, "kept"> {
  kept(): Later<Float64Array>;
}

/**
 * A robust rule with its options set. It keeps no state: `previous` is its last aggregate (the zero vector before the
 * first), which only some rules use. `root` is an update that the coordinator computed itself, for rules with the fact
 * `needs.root`.
 */
export interface Aggregator {
  <Vector>(updates: UpdateMatrix<Vector>, previous: Vector, root?: Vector): Promise<Aggregation<Vector>>;
  /** For callers that need the aggregate first, or alone. */
  lazy: LazyAggregator;
}
export type LazyAggregator = <Vector>(
  updates: UpdateMatrix<Vector>,
  previous: Vector,
  root?: Vector,
) => Promise<LazyAggregation<Vector>>;

/** A rule's arithmetic, as its file writes it. */
export type RuleArithmetic = <Vector>(
  updates: UpdateMatrix<Vector>,
  previous: Vector,
  root?: Vector,
) => Promise<Aggregation<Vector> | LazyAggregation<Vector>>;

/** Groups of rules, in the order of the pickers. */
export const RULE_GROUPS = {
  none: "No defence",
  coordinates: "Coordinate by coordinate",
  centre: "Around a centre",
  far: "Leave out updates far from the rest",
  spread: "By the spread of those kept",
  direction: "By direction",
} as const;
export type RuleGroup = keyof typeof RULE_GROUPS;

/** What a rule may need besides its options. */
export interface BuildContext {
  /** The random stream, for rules that draw. The same stream gives the same result. */
  random?: Random;
  /** The largest number of branches of a bounded search; unset: about half a second's worth. */
  branches?: number;
}

/** The facts of a rule that pickers, guard rails, tables and the coordinator read. */
export interface RuleFacts<Key extends string = string, O extends Options = Options> {
  /** Its name in configs, flags and records. */
  readonly rule: Key;
  /** The displayed name. */
  readonly name: string;
  /** The displayed name where space is short: chart labels, table heads. At most 12 characters. */
  readonly shortName: string;
  /** Whether both names are common nouns, which start small inside a title: "NNM + median", but "NNM + Krum". */
  readonly commonNoun?: boolean;
  readonly group: RuleGroup;
  readonly formula: string;
  /** What it does, in a sentence for students. */
  readonly sentence: string;
  /** Cost in m and d. */
  readonly cost: string;
  readonly source: string;
  readonly options: O;
  /** Whether it uses some updates whole and the others not at all: what it kept of an update is 0 or 1. */
  readonly chooses?: true;
  /** What it needs besides the updates. */
  readonly needs?: {
    /** The coordinator's own update, computed on this many training examples. */
    root?(values: BuildValues<O>): number;
    /** Its last aggregate. */
    previous?: true;
    /** A seeded random stream. */
    random?: true;
  };
  /** Fewest updates for which the guarantee holds against f Byzantine ones; Infinity if no number suffices. */
  minWorkers(f: number): number;
  /** Whether the rule warns when it gets fewer updates than `minWorkers`. */
  readonly warnsBelow?: true;
  /** The number of rows that an option's value needs, by the option's name. */
  rowsAskedFor?(values: BuildValues<O>): Readonly<Record<string, number>>;
  /**
   * For a rule that compares all C(m, f) sets of m − f rows: whether m rows are few enough. If not, it takes a shortcut
   * and warns.
   */
  comparesAllSets?(m: number, f: number): boolean;
}

/** A rule's entry in the registry, as its file writes it. */
export interface RuleEntry<Key extends string = string, O extends Options = Options>
  extends RuleFacts<Key, O> {
  /** @throws RangeError when the options do not fit m rows, such as f = 4 trimmed from both ends of 8. */
  requires?(m: number, values: BuildValues<O>): void;
  /** Gets checked values with defaults filled in. */
  build(values: BuildValues<O>, context: BuildContext): RuleArithmetic;
}

type Given<O extends Options> =
  Record<never, never> extends GivenValues<O>
    ? [values?: GivenValues<O>, context?: BuildContext]
    : [values: GivenValues<O>, context?: BuildContext];

/** A rule: call it with options to get an aggregator. Its facts are its properties. */
export interface DefinedRule<Key extends string = string, O extends Options = Options>
  extends RuleEntry<Key, O> {
  /** @throws RangeError for options that are out of bounds. */
  (...given: Given<O>): Aggregator;
}

/** A rule looked up by name: the compiler does not know its options. */
export interface AnyRule extends RuleEntry {
  /** @throws RangeError for options that are unknown or out of bounds. */
  (values?: object, context?: BuildContext): Aggregator;
}

/**
 * Makes a rule from its facts, its options as data, and its arithmetic. Options are checked when the rule is called; the
 * number of rows is checked each time it aggregates.
 */
export function defineRule<const Key extends string, const O extends Options>(
  entry: RuleEntry<Key, O>,
): DefinedRule<Key, O> {
  const configured = (given: object = {}, context: BuildContext = {}): Aggregator => {
    const values = readOptions(entry.rule, entry.options, given) as BuildValues<O>;
    const f = Number((values as { f?: unknown }).f) || 0; // it may be unset
    const arithmetic = entry.build(values, context);
    return aggregatorOf(async (updates, previous, root) => {
      entry.requires?.(updates.m, values);
      const answer = await arithmetic(updates, previous, root);
      const { kept } = answer;
      const below = warnBelow(entry.warnsBelow ? entry.minWorkers(f) : 0, entry.rule, updates.m, f);
      return {
        ...answer,
        kept: typeof kept === "function" ? kept : () => kept,
        warnings: [...below, ...answer.warnings],
      };
    });
  };
  return withFacts(configured, entry) as DefinedRule<Key, O>;
}

/** The aggregator that computes `kept` at once, unless it is called as `lazy`. */
export function aggregatorOf(lazy: LazyAggregator): Aggregator {
  const aggregator = async <Vector>(...given: Parameters<typeof lazy<Vector>>) => {
    const answer = await lazy(...given);
    return { ...answer, kept: await answer.kept() };
  };
  return withFacts(aggregator, { lazy });
}

/** The function with the facts as its properties, including `name`, which plain assignment cannot set. */
export function withFacts<Call extends (...given: never[]) => unknown, Facts extends object>(
  call: Call,
  facts: Facts,
): Call & Facts {
  const properties = Object.entries(facts).map(([key, value]) => [key, { value, enumerable: true }]);
  return Object.defineProperties(call, Object.fromEntries(properties)) as Call & Facts;
}
