import type { Random } from "@honest-majority/random";
import type { UpdateMatrix } from "../matrix/updateMatrix";
import type { BuildValues, GivenValues, Options } from "../options/option";
import { readOptions } from "../options/readOptions";
import { withFacts } from "./defineRule";

/** What a pre-aggregator made of one round's updates, before a rule sees them. */
export interface PreAggregation<Vector> {
  /** [k, d] */
  updates: UpdateMatrix<Vector>;
  /** [k, m], row-major: the share of each update in each new row. What a rule keeps of a new row it keeps of these. */
  shares: Float64Array;
  warnings: string[];
}

/** Transforms the updates before a rule sees them; keeps no state. */
export type PreAggregator = <Vector>(updates: UpdateMatrix<Vector>) => Promise<PreAggregation<Vector>>;

export interface PreBuildContext {
  /** The stream of those that draw. */
  random?: Random;
}

/** What pickers, guard rails and tables read of a pre-aggregator. */
export interface PreAggregatorFacts<Key extends string = string, O extends Options = Options> {
  /** Its name in configs, flags and records. */
  readonly kind: Key;
  /** For people. */
  readonly name: string;
  /** For people, where there is little room. At most 12 characters. */
  readonly shortName: string;
  readonly formula: string;
  /** What it does, for a student. */
  readonly sentence: string;
  /** Arithmetic in m and d. */
  readonly cost: string;
  readonly source: string;
  readonly options: O;
  /** How many rows it leaves of m; unset, as many. */
  rows?(m: number, values: BuildValues<O>): number;
}

/** A pre-aggregator as its file writes it. */
export interface PreAggregatorLeaf<Key extends string = string, O extends Options = Options>
  extends PreAggregatorFacts<Key, O> {
  /** @throws RangeError when m rows cannot be transformed so. */
  requires?(m: number, values: BuildValues<O>): void;
  /** Values are checked, defaults filled in. */
  build(values: BuildValues<O>, context: PreBuildContext): PreAggregator;
}

type Given<O extends Options> =
  Record<never, never> extends GivenValues<O>
    ? [values?: GivenValues<O>, context?: PreBuildContext]
    : [values: GivenValues<O>, context?: PreBuildContext];

/** Call it with options to get a pre-aggregator; its facts are its properties. */
export interface DefinedPreAggregator<Key extends string = string, O extends Options = Options>
  extends PreAggregatorLeaf<Key, O> {
  /** @throws RangeError for options that are out of bounds. */
  (...given: Given<O>): PreAggregator;
}

/** A pre-aggregator that is looked up by its name: which options it has is not known to the compiler. */
export interface AnyPreAggregator extends PreAggregatorLeaf {
  /** @throws RangeError for options that are unknown or out of bounds. */
  (values?: object, context?: PreBuildContext): PreAggregator;
}

/** Makes a pre-aggregator of its facts, its options as data and its arithmetic. */
export function definePreAggregator<const Key extends string, const O extends Options>(
  leaf: PreAggregatorLeaf<Key, O>,
): DefinedPreAggregator<Key, O> {
  const configured = (given: object = {}, context: PreBuildContext = {}): PreAggregator => {
    const values = readOptions(leaf.kind, leaf.options, given) as BuildValues<O>;
    const transform = leaf.build(values, context);
    return async (updates) => {
      leaf.requires?.(updates.m, values);
      return transform(updates);
    };
  };
  return withFacts(configured, leaf) as DefinedPreAggregator<Key, O>;
}
