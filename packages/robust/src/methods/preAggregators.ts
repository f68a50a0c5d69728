import type { ConfigOf } from "../options/option";
import { register } from "../options/registry";
import { type AnyPreAggregator, definePreAggregator, type PreAggregatorLeaf } from "./definePreAggregator";
import { arc } from "./pre/arc";
import { bucketing } from "./pre/bucketing";
import { clipping } from "./pre/clipping";
import { nearestNeighborMixing } from "./pre/nearestNeighborMixing";

/** Every pre-aggregator, in the order in which a picker shows them. */
export const PRE_AGGREGATORS = { nearestNeighborMixing, bucketing, clipping, arc } as const;

export type PreAggregatorName = keyof typeof PRE_AGGREGATORS;
/** A pre-aggregator's name under `kind`, and its options beside it. */
export type PreAggregatorConfig = ConfigOf<typeof PRE_AGGREGATORS, "kind">;

/** The same, with the types of an entry that is looked up by name. */
export const preAggregatorRegistry = PRE_AGGREGATORS as unknown as Readonly<Record<string, AnyPreAggregator>>;

/** Adds a pre-aggregator at run time. @throws RangeError where its name is taken or not well formed. */
export function registerPreAggregator(leaf: PreAggregatorLeaf): void {
  register(preAggregatorRegistry, leaf.kind, definePreAggregator(leaf) as AnyPreAggregator);
}
