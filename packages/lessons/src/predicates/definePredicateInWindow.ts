import { z } from "zod";
import type { Outcome } from "../seen";
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

/** What a window of rounds holds so far: for each measured one, whether the accuracy is within the bounds. */
interface Measured {
  within: readonly boolean[];
  /** No more can come. */
  isClosed: boolean;
}

/** A claim on the accuracies of one arm in a window of rounds. `verb`: "gets" over 60 %. */
export function definePredicateInWindow<const Name extends string>({
  name,
  verb,
  outcome,
}: {
  name: Name;
  verb: string;
  outcome(measured: Measured): Outcome;
}) {
  return definePredicate({
    name,
    params: z.strictObject({ arm, run, ...boundParams, ...windowParams }),
    reads: (params) => [params],
    sentence: (params, labels) =>
      `${armText(params, labels)} ${verb} ${boundsText(params)} ${windowText(params)}`,
    outcome(params, seen) {
      const { accuracies, isClosed } = inWindow(params, seen[params.run]);
      return outcome({ within: accuracies.map((accuracy) => isWithin(accuracy, params)), isClosed });
    },
  });
}
