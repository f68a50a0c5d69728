import { z } from "zod";
import { finalOf } from "../seen";
import { arm, armText, definePredicate, percent, run, share } from "./definePredicate";

/** The accuracies after the last round, the best first. */
export const order = definePredicate({
  name: "order",
  params: z.strictObject({
    of: z.array(z.strictObject({ arm, run })).min(2).max(8),
    /** Each is better than the next by more than this. */
    by: share.default(0),
  }),
  reads: ({ of }) => of,
  sentence({ of, by }, labels) {
    const names = of.map((one) => armText(one, labels));
    return `${names.join(" ends above ")}${by === 0 ? "" : `, each by more than ${percent(by)}`}`;
  },
  outcome({ of, by }, seen) {
    const finals = of.map((one) => finalOf(seen[one.run], one.arm));
    if (finals.some((final) => final === undefined)) return "open";
    const known = finals as number[];
    return known.every((final, i) => i === 0 || known[i - 1] - final > by) ? "holds" : "fails";
  },
});
