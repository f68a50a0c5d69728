import type { QuizCount, QuizTally, QuizTime } from "@honest-majority/protocol";

export const TIMES: Readonly<Record<QuizTime, string>> = {
  before: "before the lessons",
  after: "after the lessons",
};

/** How options are called on the page and in the file of answers. */
export const letterOf = (option: number) => String.fromCharCode(65 + option);

/** How many of the answers are right. */
export function scoreOf(answers: readonly number[], right: readonly number[]): number {
  return right.filter((option, i) => answers[i] === option).length;
}

/** "5 have answered, waiting for 3 more" */
export function countWords({ answered, awaited }: QuizCount): string {
  const are = answered === 1 ? "1 has answered" : `${answered} have answered`;
  return awaited === 0 ? are : `${are}, waiting for ${awaited} more`;
}

/** "3 of 5" */
export function rightWords({ answered, right }: QuizTally, question: number): string {
  return answered === 0 || right === undefined ? "–" : `${right[question]} of ${answered}`;
}
