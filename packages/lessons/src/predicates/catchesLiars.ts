import {
  type ArmRecord,
  addedCounts,
  addVerdicts,
  type BriefArm,
  NO_VERDICTS,
  notFiniteIn,
  precisionOf,
  recallOf,
  type VerdictCounts,
  verdictsOf,
} from "@honest-majority/protocol";
import { z } from "zod";
import { isOver, type SeenRun } from "../seen";
import { arm, armText, definePredicate, percent, run, share } from "./definePredicate";

/** The rule's own verdict on who lies, over all rounds with a liar. */
export const catchesLiars = definePredicate({
  name: "catchesLiars",
  params: z.strictObject({
    arm,
    run,
    /** Of the liars' updates, the share that it throws out is at least this. */
    recall: share,
    /** Of the updates that it throws out, the share of liars' is at least this. */
    precision: share,
  }),
  reads: (params) => [params],
  sentence: ({ recall, precision, ...of }, labels) =>
    `${armText(of, labels)} throws out at least ${percent(recall)} of the lies, and at least ${percent(precision)} of what it throws out are lies`,
  outcome({ arm, run, recall, precision }, seen) {
    const played = seen[run];
    if (played === undefined || !isOver(played)) return "open";
    const counts = countsOf(played, arm);
    return (recallOf(counts) ?? 0) >= recall && (precisionOf(counts) ?? 0) >= precision ? "holds" : "fails";
  },
});

function countsOf({ rounds }: SeenRun, label: string): VerdictCounts {
  return rounds
    .map((record): VerdictCounts => {
      const arm = record.arms.find((one) => one.label === label);
      if (arm === undefined) return NO_VERDICTS;
      if ("brief" in record) return verdictsIn(arm) ?? NO_VERDICTS;
      if (record.stage === undefined || record.stage.byzantine.length === 0) return NO_VERDICTS;
      const known = { byzantine: record.stage.byzantine, notFinite: notFiniteIn(record) };
      return addVerdicts(NO_VERDICTS, verdictsOf(arm, known).values());
    })
    .reduce(addedCounts, NO_VERDICTS);
}

/** A brief round has counts instead of rows. */
const verdictsIn = (arm: ArmRecord | BriefArm) => ("verdicts" in arm ? arm.verdicts : undefined);
