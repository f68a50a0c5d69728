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

/** In every measured round. */
export const stays = definePredicate({
  name: "stays",
  params: z.strictObject({ arm, run, ...boundParams, ...windowParams }),
  reads: (params) => [params],
  sentence: (params, labels) =>
    `${armText(params, labels)} stays ${boundsText(params)} ${windowText(params)}`,
  outcome(params, seen) {
    const { accuracies, isClosed } = inWindow(params, seen[params.run]);
    if (!accuracies.every((accuracy) => isWithin(accuracy, params))) return "fails";
    if (!isClosed) return "open";
    return accuracies.length > 0 ? "holds" : "fails";
  },
});
