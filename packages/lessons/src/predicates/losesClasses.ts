import { z } from "zod";
import { isOver, lastMeasured } from "../seen";
import { arm, armText, definePredicate, percent, run, share } from "./definePredicate";

/** After the last round, the model finds almost none of the pictures of some classes: their recall is low. */
export const losesClasses = definePredicate({
  name: "losesClasses",
  params: z.strictObject({
    arm,
    run,
    /** So many classes, at least or at most. */
    least: z.int().min(0).default(0),
    most: z.int().min(0).optional(),
    /** The recall, at most, of a class that is lost: the share of its pictures that the model gets right. */
    recall: share.default(0.02),
  }),
  reads: (params) => [params],
  sentence: ({ least, most, recall, ...of }, labels) =>
    `${armText(of, labels)} ends with ${most === undefined ? `at least ${least}` : `${least} to ${most}`} classes of which it recognizes at most ${percent(recall)}`,
  outcome({ arm, run, least, most = Number.POSITIVE_INFINITY, recall }, seen) {
    const played = seen[run];
    if (played === undefined || !isOver(played)) return "open";
    const evaluation = lastMeasured(played)?.arms.find(({ label }) => label === arm)?.evaluation;
    if (evaluation === undefined) return "fails";
    const lost = evaluation.confusion.filter((row, label) => row[label] <= recall * total(row)).length;
    return lost >= least && lost <= most ? "holds" : "fails";
  },
});

const total = (row: readonly number[]) => row.reduce((sum, count) => sum + count, 0);
