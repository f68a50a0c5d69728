import { z } from "zod";
import type { SeenRun } from "../seen";
import { definePredicate, run } from "./definePredicate";

/** The bar of malicious workers: below half of all in one run, and at half or above in another. */
export const passesHalf = definePredicate({
  name: "passesHalf",
  params: z.strictObject({ run, later: run }),
  reads: ({ run, later }) => [{ run }, { run: later }],
  sentence: ({ run, later }, labels) =>
    `the liars are fewer than half in ${labels[run]}, and half or more in ${labels[later]}`,
  outcome({ run, later }, seen) {
    const [before, after] = [seen[run], seen[later]].map((played) => played && shareOfLiars(played));
    if (before === undefined || after === undefined) return "open";
    return before < 1 / 2 && after >= 1 / 2 ? "holds" : "fails";
  },
});

/** In the last round that lists its workers; undefined if none does, or roles are not known. */
function shareOfLiars({ rounds }: SeenRun): number | undefined {
  const last = rounds.findLast(({ invited, stage }) => stage !== undefined && invited.length > 0);
  return last?.stage && last.stage.byzantine.length / last.invited.length;
}
