import type { Random } from "@honest-majority/random";
import type { UpdateMatrix } from "../matrix/updateMatrix";
import type { BuildValues, GivenValues, Options } from "../options/option";
import { readOptions } from "../options/readOptions";
import { withFacts } from "./defineRule";

/** The result of a pre-aggregator for one round: the rows that the rule gets. */
export interface PreAggregation<Vector> {
  /** [k, d] */
  updates: UpdateMatrix<Vector>;
  /** [k, m], row-major: the share of each update in each new row. If a rule keeps a new row, it keeps these shares of the updates. */
  shares: Float64Array;
  warnings: string[];
}

/** Transforms the updates before a rule aggregates them. Keeps no state. */
export type PreAggregator = <Vector>(updates: UpdateMatrix<Vector>) => Promise<PreAggregation<Vector>>;

export interface PreBuildContext {
  /** The random stream, for pre-aggregators that draw. */
  random?: Random;
}

/** The facts of a pre-aggregator that pickers, guard rails and tables read. */
export interface PreAggregatorFacts<Key extends string = string, O extends Options = Options> {
  /** Its name in configs, flags and records. */
  readonly kind: Key;
  /** The displayed name. */
  readonly name: string;
  /** The displayed name where space is short. At most 12 characters. */
  readonly shortName: string;
  /** Whether both names are common nouns, which start small inside a title: "ARC + bucketing". */
  readonly commonNoun?: boolean;
  readonly formula: string;
  /** What it does, in a sentence for students. */
  readonly sentence: string;
  /** Cost in m and d. */
  readonly cost: string;
  readonly source: string;
  readonly options: O;
  /** How many rows it makes of m rows; unset: m. */
  rows?(m: number, values: BuildValues<O>): number;
}

/** A pre-aggregator's entry in the registry, as its file writes it. */
export interface PreAggregatorEntry<Key extends string = string, O extends Options = Options>
  extends PreAggregatorFacts<Key, O> {
  /** @throws RangeError when it cannot transform m rows. */
  requires?(m: number, values: BuildValues<O>): void;
  /** Gets checked values with defaults filled in. */
  build(values: BuildValues<O>, context: PreBuildContext): PreAggregator;
}

type Given<O extends Options> =
  Record<never, never> extends GivenValues<O>
    ? [values?: GivenValues<O>, context?: PreBuildContext]
    : [values: GivenValues<O>, context?: PreBuildContext];

/** Call it with options to get a pre-aggregator. Its facts are its properties. */
export interface DefinedPreAggregator<Key extends string = string, O extends Options = Options>
  extends PreAggregatorEntry<Key, O> {
  /** @throws RangeError for options that are out of bounds. */
  (...given: Given<O>): PreAggregator;
}

/** A pre-aggregator looked up by name: the compiler does not know its options. */
export interface AnyPreAggregator extends PreAggregatorEntry {
  /** @throws RangeError for options that are unknown or out of bounds. */
  (values?: object, context?: PreBuildContext): PreAggregator;
}

/** Makes a pre-aggregator from its facts, its options as data, and its arithmetic. */
export function definePreAggregator<const Key extends string, const O extends Options>(
  entry: PreAggregatorEntry<Key, O>,
): DefinedPreAggregator<Key, O> {
  const configured = (given: object = {}, context: PreBuildContext = {}): PreAggregator => {
    const values = readOptions(entry.kind, entry.options, given) as BuildValues<O>;
    const transform = entry.build(values, context);
    return async (updates) => {
      entry.requires?.(updates.m, values);
      return transform(updates);
    };
  };
  return withFacts(configured, entry) as DefinedPreAggregator<Key, O>;
}
