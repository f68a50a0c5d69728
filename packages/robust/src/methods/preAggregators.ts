import type { ConfigOf } from "../options/option";
import { register } from "../options/registry";
import { type AnyPreAggregator, definePreAggregator, type PreAggregatorEntry } from "./definePreAggregator";
import { arc } from "./pre/arc";
import { bucketing } from "./pre/bucketing";
import { clipping } from "./pre/clipping";
import { nearestNeighborMixing } from "./pre/nearestNeighborMixing";

/** All pre-aggregators, in the order of the pickers. */
export const PRE_AGGREGATORS = { nearestNeighborMixing, bucketing, clipping, arc } as const;

/** A pre-aggregator's name as `kind`, and its options. */
export type PreAggregatorConfig = ConfigOf<typeof PRE_AGGREGATORS, "kind">;

/** The same registry, with the types for entries looked up by name. */
export const preAggregatorRegistry = PRE_AGGREGATORS as unknown as Readonly<Record<string, AnyPreAggregator>>;

/** Adds a pre-aggregator at run time. @throws RangeError when its name is taken or invalid. */
export function registerPreAggregator(entry: PreAggregatorEntry): void {
  register(preAggregatorRegistry, entry.kind, definePreAggregator(entry) as AnyPreAggregator);
}
