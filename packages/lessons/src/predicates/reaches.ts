import { z } from "zod";
import {
  arm,
  armText,
  boundParams,
  boundsText,
  definePredicate,
  isWithin,
  run,
  windowParams,
  windowText,
} from "./definePredicate";
import { inWindow } from "./window";

/** In at least one measured round. */
export const reaches = definePredicate({
  name: "reaches",
  params: z.strictObject({ arm, run, ...boundParams, ...windowParams }),
  reads: (params) => [params],
  sentence: (params, labels) => `${armText(params, labels)} gets ${boundsText(params)} ${windowText(params)}`,
  outcome(params, seen) {
    const { accuracies, isClosed } = inWindow(params, seen[params.run]);
    if (accuracies.some((accuracy) => isWithin(accuracy, params))) return "holds";
    return isClosed ? "fails" : "open";
  },
});
