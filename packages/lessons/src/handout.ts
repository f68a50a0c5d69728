/** What a lesson's handout prints: one page for a student, made from the lesson's file. */
import { armLabel, armShortTitle, WHO_IS_TRAITOR } from "@honest-majority/protocol";
import { classConfig } from "./configs";
import type { Lesson } from "./lesson";

/** A question to predict. `at`: the step in which the class votes on it, counted from 1. */
export type Prediction = { at: number; question: string } & (
  | { kind: "options"; options: readonly string[] }
  /** `turns`: how often the class votes. */
  | { kind: "who"; turns: number }
);

export interface HandoutSheet {
  number: number;
  title: string;
  question: string;
  /** Undefined if no printed step is a vote. */
  prediction?: Prediction;
  steps: readonly string[];
  /** The rules whose curves a student draws; none where there is nothing to compare. */
  rules: readonly string[];
  ask: readonly string[];
  idea: string;
  source: string;
}

/** Undefined for a lesson without a handout. Nothing of the notes, of the answers or of what the teacher says is in it. */
export function handoutOf(lesson: Lesson): HandoutSheet | undefined {
  const { number, title, handout, steps, votes } = lesson;
  if (handout === undefined) return undefined;
  const printed = steps.flatMap(({ student, do: action }) =>
    student === undefined ? [] : [{ student, vote: action.kind === "vote" ? action.vote : undefined }],
  );
  const rules = classConfig(lesson).arms.map((arm) => armShortTitle(armLabel(arm)));
  return {
    ...handout,
    number,
    title,
    prediction: predictionOf(
      printed.map(({ vote }) => vote),
      votes,
    ),
    steps: printed.map(({ student }) => student),
    rules: rules.length > 1 ? rules : [],
  };
}

/** Of the first vote. `asked`: for each step, the index of the vote that it opens. */
function predictionOf(
  asked: readonly (number | undefined)[],
  votes: Lesson["votes"],
): Prediction | undefined {
  const first = asked.findIndex((index) => index !== undefined);
  if (first < 0) return undefined;
  const index = asked[first] as number;
  const vote = votes[index];
  const at = first + 1;
  if (!("who" in vote)) return { kind: "options", at, question: vote.question, options: vote.options };
  const turns = asked.filter((other) => other === index).length;
  return { kind: "who", at, question: vote.question ?? WHO_IS_TRAITOR, turns };
}
