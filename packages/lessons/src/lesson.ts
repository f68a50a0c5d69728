import {
  MOST_ANSWER_CHARACTERS,
  MOST_ANSWERS,
  MOST_QUESTION_CHARACTERS,
  Pace,
  type RunConfigInput,
} from "@honest-majority/protocol";
import { z } from "zod";
import { Action } from "./action";
import { Check } from "./predicates/predicates";

const text = z.string().trim().min(1).max(600);
const short = text.max(120);

/** After so many rounds, what a step waits for is late, unless it waits for the run's last round. */
export const PATIENCE_ROUNDS = 15;

/** What the teacher says, then does, and what the class then sees. */
const Step = z.strictObject({
  say: text,
  do: Action,
  /** Once it holds, the next step is offered. */
  watchFor: Check.optional(),
  /** What to do if it does not come. */
  ifNot: text.optional(),
  /** The step in a student's words, as the handout prints it. It does not say what comes out. */
  student: text.max(200).optional(),
});
export type Step = z.infer<typeof Step>;

/** A question to everybody, answered on the phones: one with options, or who is malicious. */
const Vote = z.union(
  [
    z.strictObject({
      question: text.max(MOST_QUESTION_CHARACTERS),
      options: z.array(text.max(MOST_ANSWER_CHARACTERS)).min(2).max(MOST_ANSWERS),
      /** The index of the right option, where there is one. */
      answer: z.int().min(0).optional(),
    }),
    z.strictObject({
      /** The options are the workers of the run. */
      who: z.literal(true),
      question: text.max(MOST_QUESTION_CHARACTERS).optional(),
    }),
  ],
  "must be { question, options, answer? } or { who: true, question? }",
);
export type LessonVote = z.infer<typeof Vote>;

/**
 * What of a lesson's handout is not in its other parts. A student has it from the start, so nothing in it answers a question of
 * the lesson.
 */
const Handout = z.strictObject({
  question: short,
  /** Answered at the end, in writing. */
  ask: z.array(text.max(200)).min(2).max(3),
  idea: text.max(240),
  /** The paper that the lesson is from. */
  source: text.max(240),
});

const settings = z.record(z.string(), z.unknown()) as unknown as z.ZodType<RunConfigInput>;

/** One run of a lesson. A lesson that compares settings has several. */
const Run = z.strictObject({
  label: short,
  /** They come on top of the lesson's settings, as in a file of `lab run`. */
  settings: settings.default({}),
  /** Settings of the recorded run alone: how long it is, and the turns of attackers that a class flips by hand. */
  recorded: settings.default({}),
  /** The file of the recorded run, beside the lesson's. */
  recording: z
    .string()
    .regex(/^[\w.-]+\.jsonl$/, "must be the name of a .jsonl file beside the lesson")
    .optional(),
});
export type LessonRun = z.infer<typeof Run>;

/** A lesson's file. `parseLesson` also checks what this schema cannot: that its parts fit each other. */
export const LessonSchema = z.strictObject({
  number: z.int().min(1).max(99),
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, "must be small letters, digits and dashes"),
  title: short,
  /** What a student can say afterwards. */
  goal: text,
  minutes: z.int().min(1).max(90),
  /** Settings of all its runs, as in a file of `lab run`. */
  settings: settings.default({}),
  /**
   * Whether liars and f are as large a share of a larger class. False where what the lesson claims holds only for
   * the numbers that it names: then a class must have exactly as many workers.
   */
  scales: z.boolean().default(true),
  /** How fast rounds follow each other in a class. */
  pace: Pace.default("second"),
  runs: z.array(Run).min(1).max(8),
  /** The recorded seed, then others on which the check was tried. */
  seeds: z.array(z.int().min(0)).min(1).max(8),
  steps: z.array(Step).min(1).max(12),
  /** For the teacher; no secret, as any playground shows them. */
  notes: z.array(text).default([]),
  votes: z.array(Vote).max(4).default([]),
  /** Unset, the lesson has no handout. */
  handout: Handout.optional(),
  /** All of them hold in the recorded runs. */
  check: z.array(Check).min(1),
  /** The true sentence that closes the lesson. */
  sentence: text.optional(),
});
export type Lesson = z.infer<typeof LessonSchema>;

/** The name of its file in `public/lessons`. */
export function lessonFile({ number, id }: Pick<Lesson, "number" | "id">): string {
  return `${String(number).padStart(2, "0")}-${id}.json`;
}
