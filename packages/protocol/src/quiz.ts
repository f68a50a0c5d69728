/** A quiz of several questions, which a class answers twice: before its lessons and after them. */
import { z } from "zod";
import { hasItsAnswer, NOT_ITS_ANSWER, questionOf } from "./votes";

export const QUIZ_TIMES = ["before", "after"] as const;
export const QuizTime = z.enum(QUIZ_TIMES);
export type QuizTime = z.infer<typeof QuizTime>;

const MOST_QUESTIONS = 5;
const MOST_OPTIONS = 4;
const asked = questionOf(MOST_OPTIONS);

export const QuizQuestions = z
  .array(z.strictObject(asked).refine(hasItsAnswer, NOT_ITS_ANSWER))
  .min(1)
  .max(MOST_QUESTIONS);
export type QuizQuestions = z.infer<typeof QuizQuestions>;

export const OpenQuizRequest = z.strictObject({ time: QuizTime, questions: QuizQuestions });
export type OpenQuizRequest = z.input<typeof OpenQuizRequest>;

export const AnswerQuizRequest = z.strictObject({
  /** The time that is open. */
  time: QuizTime,
  /** For each question the index of an option. */
  answers: z.array(asked.answer).min(1).max(MOST_QUESTIONS),
});
export type AnswerQuizRequest = z.infer<typeof AnswerQuizRequest>;

/** The quiz as one that answers it sees it. */
export interface AskedQuiz {
  questions: { question: string; options: string[] }[];
  /** Absent while it is closed. */
  open?: QuizTime;
  /** The times that this one has answered. */
  answered: QuizTime[];
  /** Once it has answered after the lessons and the quiz is closed: the right options, and its own at each time that it answered. */
  results?: { right: number[]; own: Partial<Record<QuizTime, number[]>> };
}

/** What is known of the answers at one time. */
export interface QuizTally {
  answered: number;
  /** For each question, how many answers are right; absent while this time is open, when it would show each one's as they come. */
  right?: number[];
}

/** How many have answered the open quiz: for the projector too. */
export interface QuizCount {
  time: QuizTime;
  answered: number;
  /** How many that are here have not. */
  awaited: number;
}

/** The quiz as the instructor sees it. Nobody sees who answered what. */
export interface QuizView {
  questions: QuizQuestions;
  tallies: Record<QuizTime, QuizTally>;
  /** For the person at a playground's dashboard, who answers too. */
  asked?: AskedQuiz;
}
