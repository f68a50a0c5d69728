import { z } from "zod";
import { finalOf } from "../seen";
import { arm, armText, boundParams, boundsText, definePredicate, isWithin, run } from "./definePredicate";

/** After the run's last round. */
export const ends = definePredicate({
  name: "ends",
  params: z.strictObject({ arm, run, ...boundParams }),
  reads: (params) => [params],
  sentence: (params, labels) => `${armText(params, labels)} ends ${boundsText(params)}`,
  outcome(params, seen) {
    const final = finalOf(seen[params.run], params.arm);
    if (final === undefined) return "open";
    return isWithin(final, params) ? "holds" : "fails";
  },
});
