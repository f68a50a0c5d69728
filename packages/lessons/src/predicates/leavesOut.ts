import { z } from "zod";
import { isOver, type SeenRun } from "../seen";
import { arm, armText, definePredicate, run } from "./definePredicate";

/** Rules give the weight 0 to the same workers, so many of them, in every round. */
export const leavesOut = definePredicate({
  name: "leavesOut",
  params: z.strictObject({ arms: z.array(arm).min(1), run, workers: z.int().min(1) }),
  reads: ({ arms, run }) => arms.map((arm) => ({ arm, run })),
  sentence({ arms, run, workers }, labels) {
    const names = arms.map((arm) => armText({ arm, run }, labels)).join(" and ");
    return `${names} leave${arms.length === 1 ? "s" : ""} the same ${workers} workers out in every round`;
  },
  outcome({ arms, run, workers }, seen) {
    const played = seen[run];
    if (played === undefined) return "open";
    const sets = new Set(arms.flatMap((arm) => leftOut(played, arm)));
    const [first = ""] = sets;
    if (sets.size > 1 || (sets.size === 1 && first.split(" ").length !== workers)) return "fails";
    if (!isOver(played)) return "open";
    return sets.size === 1 && first !== "" ? "holds" : "fails";
  },
});

/** Whom the arm left out in each round in which it had updates, as a text. A brief round has no rows. */
function leftOut({ rounds }: SeenRun, label: string): string[] {
  return rounds.flatMap(({ arms }) => {
    const rows = arms.find((arm) => arm.label === label)?.rows ?? [];
    if (rows.length === 0) return [];
    const out = rows.filter(({ kept }) => kept === 0).map(({ worker }) => worker);
    return [out.sort().join(" ")];
  });
}
