import { describe, expect, test } from "vitest";
import { AnswerQuizRequest, OpenQuizRequest } from "./quiz";

const question = { question: "Which?", options: ["a", "b"], answer: 1 };
const opens = (questions: unknown) => OpenQuizRequest.safeParse({ time: "before", questions });

describe("OpenQuizRequest", () => {
  test("takes questions with a right option each", () => {
    expect(opens([question]).data).toEqual({ time: "before", questions: [question] });
  });

  test.each([
    ["no question", []],
    ["a question without a right option", [{ ...question, answer: undefined }]],
    ["a right option that is not there", [{ ...question, answer: 2 }]],
    ["more options than fit", [{ ...question, options: ["a", "b", "c", "d", "e"] }]],
    ["equal options", [{ ...question, options: ["a", "a"] }]],
    ["more questions than fit", Array.from({ length: 6 }, () => question)],
  ])("refuses %s", (_, questions) => {
    expect(opens(questions).success).toBe(false);
  });
});

test("AnswerQuizRequest takes a time and whole numbers", () => {
  const takes = (request: unknown) => AnswerQuizRequest.safeParse(request).success;
  expect(takes({ time: "after", answers: [0, 3] })).toBe(true);
  for (const answers of [[], [-1], [0.5], [8], ["0"], undefined])
    expect(takes({ time: "after", answers })).toBe(false);
  expect(takes({ time: "during", answers: [0] })).toBe(false);
});
