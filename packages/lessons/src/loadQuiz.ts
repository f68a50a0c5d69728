import { describeConfigError, QuizQuestions, UserError } from "@honest-majority/protocol";
import { z } from "zod";
import type { Fetch } from "./loadLessons";

const FILE = "quiz.json";

const QuizFile = z.strictObject({ questions: QuizQuestions });

/** Reads the questions from the text of a quiz's file. @throws UserError */
export function parseQuiz(text: string): QuizQuestions {
  const parsed = QuizFile.safeParse(jsonIn(text));
  if (parsed.success) return parsed.data.questions;
  throw new UserError("input", `${FILE}: ${describeConfigError(parsed.error)}`);
}

/** The quiz that lies where the pages are served: see `lessonAddress`. @throws UserError if it does not arrive, or is none. */
export async function loadQuiz(base: string, fetch: Fetch): Promise<QuizQuestions> {
  const address = new URL(FILE, base).href;
  const answer = await fetch(address).catch(() => undefined);
  if (answer?.ok) return parseQuiz(await answer.text());
  throw new UserError("input", `the quiz: ${address} did not arrive: try again, or reload the page`);
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
