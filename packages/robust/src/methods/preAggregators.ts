import type { PreAggregatorConfig, PreAggregatorKind } from "@honest-majority/protocol";
import { requireHonest } from "./checks";
import { arc, arcFacts } from "./pre/arc";
import { bucketing, bucketingFacts, bucketsOf, requirePermutation } from "./pre/bucketing";
import { clipping, clippingFacts } from "./pre/clipping";
import { nearestNeighborMixing, nearestNeighborMixingFacts } from "./pre/nearestNeighborMixing";
import type { PreAggregator, PreAggregatorFacts } from "./preAggregator";
import type { Expected } from "./rules";

/** Every pre-aggregator there is, in the order a picker shows them. */
export const PRE_AGGREGATORS = {
  nearestNeighborMixing: nearestNeighborMixingFacts,
  bucketing: bucketingFacts,
  clipping: clippingFacts,
  arc: arcFacts,
} as const satisfies Record<PreAggregatorKind, PreAggregatorFacts>;

/**
 * The pre-aggregator a config describes, for m rows of which f may be Byzantine (unless the config has an f of its own).
 *
 * @throws RangeError when no m rows can be transformed so, or a draw is asked for and `random` is not there.
 */
export function buildPreAggregator(config: PreAggregatorConfig, { m, f, random }: Expected): PreAggregator {
  switch (config.kind) {
    case "nearestNeighborMixing": {
      const told = config.f ?? f;
      requireHonest(config.kind, m, told);
      return nearestNeighborMixing({ f: told });
    }
    case "bucketing":
      if (config.permutation) requirePermutation(m, config.permutation);
      return bucketing({ ...config, random });
    case "clipping":
      return clipping(config);
    case "arc": {
      const told = config.f ?? f;
      requireHonest(config.kind, m, told);
      return arc({ f: told });
    }
    default:
      throw new RangeError(`buildPreAggregator: unknown kind ${JSON.stringify(config satisfies never)}`);
  }
}

/** How many rows the chain leaves of m for the rule. */
export function rowsLeft(chain: readonly PreAggregatorConfig[], m: number): number {
  return chain.reduce((rows, config) => (config.kind === "bucketing" ? bucketsOf(rows, config.s) : rows), m);
}
