import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { UserError } from "@honest-majority/protocol";
import { expect, test } from "vitest";
import { loadQuiz, parseQuiz } from "./loadQuiz";

const TEXT = readFileSync(fileURLToPath(new URL("../../../public/quiz.json", import.meta.url)), "utf8");

test("the quiz has five questions, and no letter is right most of the time", () => {
  const questions = parseQuiz(TEXT);
  expect(questions).toHaveLength(5);
  for (const letter of [0, 1, 2, 3])
    expect(questions.filter(({ answer }) => answer === letter).length).toBeLessThanOrEqual(2);
});

test("loadQuiz finds the file beside the pages, at any path, and says what is wrong with another", async () => {
  const asked: string[] = [];
  const served =
    (text: string, ok = true) =>
    async (address: string) => {
      asked.push(address);
      return { ok, status: ok ? 200 : 404, text: async () => text };
    };
  expect(await loadQuiz("http://a/school/", served(TEXT))).toEqual(parseQuiz(TEXT));
  expect(asked).toEqual(["http://a/school/quiz.json"]);
  await expect(loadQuiz("http://a/", served("<html>"))).rejects.toThrow(UserError);
  await expect(loadQuiz("http://a/", served("", false))).rejects.toThrow("http://a/quiz.json did not arrive");
});
