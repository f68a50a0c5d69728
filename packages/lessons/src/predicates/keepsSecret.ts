import { z } from "zod";
import { definePredicate, run } from "./definePredicate";

/** Before the reveal, what everybody but the teacher receives of a round tells no role. */
export const keepsSecret = definePredicate({
  name: "keepsSecret",
  params: z.strictObject({ run }),
  reads: ({ run }) => [{ run }],
  sentence: () => "what the class receives before the reveal tells nobody's role",
  outcome({ run }, seen) {
    const played = seen[run];
    if (played?.public === undefined) return "open";
    if (played.rounds.every(({ stage }) => (stage?.byzantine.length ?? 0) === 0)) return "fails"; // nothing to tell
    const revealed = played.public.findIndex(({ events }) => events.some(({ kind }) => kind === "revealed"));
    const hidden = played.public.slice(0, revealed < 0 ? undefined : revealed);
    const tells = hidden.some(
      ({ stage, arms, refusals, events }) =>
        stage !== undefined ||
        refusals.length > 0 ||
        events.some(({ kind }) => kind === "flipped") ||
        arms.some(({ rows }) => rows.length > 0),
    );
    return tells ? "fails" : "holds";
  },
});
