import { z } from "zod";
import { finalOf } from "../seen";
import { arm, armText, definePredicate, percent, share } from "./definePredicate";

/** Over the lesson's runs in their order, the final accuracy is best in between: the first and the last run are worse. */
export const fallsOnBothSides = definePredicate({
  name: "fallsOnBothSides",
  params: z.strictObject({ arm, runs: z.array(z.int().min(0)).min(3), by: share }),
  reads: ({ arm, runs }) => runs.map((run) => ({ arm, run })),
  sentence: ({ arm, runs, by }, labels) =>
    `${armText({ arm, run: 0 }, [])} ends best between ${labels[runs[0]]} and ${labels[runs.at(-1) as number]}, and more than ${percent(by)} worse at both ends`,
  outcome({ arm, runs, by }, seen) {
    const finals = runs.map((run) => finalOf(seen[run], arm));
    if (finals.some((final) => final === undefined)) return "open";
    const known = finals as number[];
    const best = Math.max(...known.slice(1, -1));
    return best - known[0] > by && best - (known.at(-1) as number) > by ? "holds" : "fails";
  },
});
