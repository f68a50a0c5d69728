/** The vote and the score of a recorded room. */
import type { KeptVotes } from "@honest-majority/room";
import { z } from "zod";

const index = z.int().nonnegative();
const Indices = z.array(index);

const RecordedBallot = z
  .object({
    id: z.string().min(1),
    kind: z.enum(["question", "who"]),
    question: z.string(),
    options: z
      .array(z.object({ label: z.string(), worker: z.string().optional(), place: index.optional() }))
      .min(1),
    answer: index.optional(),
    turn: z.literal([1, 2]),
    phase: z.enum(["open", "closed", "shown"]),
    votes: z.record(z.string(), index),
    tallies: z.array(Indices),
    outcome: z
      .object({
        right: Indices,
        named: Indices,
        rules: z.array(z.object({ arm: z.string(), named: Indices })),
      })
      .optional(),
  })
  // what the room counts by must fit together
  .refine(({ options, votes, tallies, phase, turn, outcome, answer = 0 }) => {
    const fits = (indices: readonly number[]) => indices.every((i) => i < options.length);
    return (
      fits([...Object.values(votes), answer]) &&
      fits(
        [outcome?.right, outcome?.named, ...(outcome?.rules.map(({ named }) => named) ?? [])].flatMap(
          (list) => list ?? [],
        ),
      ) &&
      tallies.every((tally) => tally.length === options.length) &&
      tallies.length === (phase === "open" ? turn - 1 : turn) &&
      (phase === "shown") === (outcome !== undefined)
    );
  });

const RecordedScore = z.object({
  games: index,
  traitors: index,
  byClass: index,
  byRules: z.array(z.object({ arm: z.string(), named: index, of: index })),
  undetected: index,
});

export const RecordedVotes = z.object({
  ballot: RecordedBallot.optional(),
  score: RecordedScore.optional(),
}) satisfies z.ZodType<KeptVotes>;
