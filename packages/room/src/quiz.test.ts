import type { QuizQuestions, Refusal } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { askedQuiz, type Quiz, type QuizEvent, quizCount, quizCsv, quizView, stepQuiz } from "./quiz";

const QUESTIONS: QuizQuestions = [
  { question: "Mean of 1, 2 and 9?", options: ["2", "4"], answer: 1 },
  { question: "Median of 1, 2 and 9?", options: ["2", "4", "9"], answer: 0 },
];
const open = (time: "before" | "after", questions = QUESTIONS): QuizEvent => ({
  kind: "open",
  time,
  questions,
});
const answer = (who: string, time: "before" | "after", ...answers: number[]): QuizEvent => ({
  kind: "answer",
  who,
  time,
  answers,
});
const CLOSE: QuizEvent = { kind: "close" };

/** Every event must be taken. */
function played(...events: QuizEvent[]): Quiz {
  const last = events.reduce<Quiz | undefined>((quiz, event) => {
    const next = stepQuiz(quiz, event);
    if ("ok" in next) throw new Error(next.detail);
    return next;
  }, undefined);
  return last as Quiz;
}
const refusal = (quiz: Quiz | undefined, event: QuizEvent) => stepQuiz(quiz, event) as Refusal;
const kept = <T>(list: readonly T[]) => [...list];

/** Ada answers twice, Ben only before, Cleo only after. */
const CLASS = [
  open("before"),
  answer("ada", "before", 0, 1),
  answer("ben", "before", 1, 2),
  CLOSE,
  open("after"),
  answer("cleo", "after", 1, 1),
  answer("ada", "after", 1, 0),
];

describe("a quiz", () => {
  test("takes one answer of each at each time", () => {
    const quiz = played(...CLASS);
    expect(refusal(quiz, answer("ada", "after", 0, 0))).toMatchObject({
      code: "wrong-quiz",
      detail: "your answers are in already: each is counted once",
    });
    // Ada: 4 is right after, 2 before is wrong; Ben: right and wrong
    expect(quizView(played(...CLASS, CLOSE)).tallies).toEqual({
      before: { answered: 2, right: [1, 0] },
      after: { answered: 2, right: [2, 1] },
    });
  });

  test("shows no sum while answers come in, which would show what each one was", () => {
    expect(quizView(played(...CLASS)).tallies).toEqual({
      before: { answered: 2, right: [1, 0] },
      after: { answered: 2 },
    });
  });

  test("awaits those that are here and have not answered the open time", () => {
    const here = ["ada", "ben", "dev"];
    expect(quizCount(played(...CLASS), here)).toEqual({ time: "after", answered: 2, awaited: 2 });
    expect(quizCount(played(...CLASS, CLOSE), here)).toBeUndefined();
  });

  test.each<[string, QuizEvent[], QuizEvent, string, string]>([
    ["an answer before it is opened", [], answer("ada", "before", 0, 0), "wrong-quiz", "the quiz is closed"],
    [
      "an answer once it is closed",
      [open("before"), CLOSE],
      answer("ada", "before", 0, 0),
      "wrong-quiz",
      "is closed",
    ],
    [
      "an answer for the other time",
      [open("after")],
      answer("ada", "before", 0, 0),
      "wrong-quiz",
      "before the lessons",
    ],
    [
      "too few answers",
      [open("before")],
      answer("ada", "before", 0),
      "malformed",
      "must have 2 entries, got 1",
    ],
    [
      "too many answers",
      [open("before")],
      answer("ada", "before", 0, 0, 0),
      "malformed",
      "must have 2 entries",
    ],
    [
      "an option that is not there",
      [open("before")],
      answer("ada", "before", 0, 3),
      "malformed",
      "answers.1: must be from 0 to 2, got 3",
    ],
    ["to open it twice", [open("before")], open("after"), "wrong-quiz", "close it first"],
    ["to close it twice", [open("before"), CLOSE], CLOSE, "wrong-quiz", "the quiz is closed"],
    [
      "other questions while answers to the first are kept",
      [open("before"), CLOSE],
      open("after", QUESTIONS.slice(1)),
      "wrong-quiz",
      "end that one first",
    ],
  ])("refuses %s", (_, before, event, code, detail) => {
    const quiz = before.length === 0 ? undefined : played(...before);
    expect(refusal(quiz, event)).toMatchObject({ ok: false, code, detail: expect.stringContaining(detail) });
  });

  test("may be opened again at the same time, for those that have not answered", () => {
    const quiz = played(open("before"), answer("ada", "before", 0, 0), CLOSE, open("before"));
    expect(refusal(quiz, answer("ada", "before", 1, 1)).code).toBe("wrong-quiz");
    expect(stepQuiz(quiz, answer("ben", "before", 1, 1))).toMatchObject({ open: "before" });
  });
});

describe("one that answers", () => {
  test("sees no right option before it has answered after the lessons and the quiz is closed", () => {
    const questions = [
      { question: QUESTIONS[0].question, options: QUESTIONS[0].options },
      { question: QUESTIONS[1].question, options: QUESTIONS[1].options },
    ];
    const quiz = played(...CLASS);
    expect(askedQuiz(quiz, "ada")).toEqual({ questions, open: "after", answered: ["before", "after"] });
    expect(askedQuiz(quiz, "ben")).toEqual({ questions, open: "after", answered: ["before"] });
    const closed = played(...CLASS, CLOSE);
    expect(askedQuiz(closed, "ada")).toEqual({
      questions,
      answered: ["before", "after"],
      results: { right: [1, 0], own: { before: [0, 1], after: [1, 0] } },
    });
    expect(askedQuiz(closed, "cleo")?.results?.own).toEqual({ after: [1, 1] });
    expect([askedQuiz(closed, "ben"), askedQuiz(closed, "dev")]).toEqual([undefined, undefined]);
    // asked a second time, those that wait must not see what is right on a neighbour's page
    expect(askedQuiz(played(...CLASS, CLOSE, open("after")), "ada")?.results).toBeUndefined();
  });
});

describe("quizCsv", () => {
  test("has a line for each, with letters, empty cells and scores, and nothing that names one", () => {
    expect(quizCsv(played(...CLASS), kept)).toBe(
      "before q1,before q2,after q1,after q2,score before,score after\r\n" +
        "A,B,B,A,0,2\r\n" +
        "B,C,,,1,\r\n" +
        ",,B,B,,1\r\n",
    );
  });

  test("has its lines in the order that it is given", () => {
    const lines = quizCsv(played(...CLASS), (list) => [...list].reverse()).split("\r\n");
    expect(lines.slice(1, 4)).toEqual([",,B,B,,1", "B,C,,,1,", "A,B,B,A,0,2"]);
  });
});
