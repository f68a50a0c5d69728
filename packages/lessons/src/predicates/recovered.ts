import { z } from "zod";
import { boundParams, boundsText, definePredicate, isWithin, run } from "./definePredicate";

/**
 * The share of their first batch's pictures that can be computed from the workers' first updates. It is measured where
 * the lesson is played without a class: rounds do not hold it.
 */
export const recovered = definePredicate({
  name: "recovered",
  params: z.strictObject({ run, ...boundParams }),
  reads: ({ run }) => [{ run }],
  sentence({ run, ...bounds }, labels) {
    const where = labels.length > 1 ? ` (${labels[run]})` : "";
    return `The share of pictures computed back from the first updates${where} is ${boundsText(bounds)}`;
  },
  outcome({ run, ...bounds }, seen) {
    const share = seen[run]?.recovered;
    if (share === undefined) return "open";
    return isWithin(share, bounds) ? "holds" : "fails";
  },
});
