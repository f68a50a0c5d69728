import type { Ballot, GameScore } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { answerWords, countWords, findersOf, optionName, scoreWords, tallyRows } from "./words";

const ballot: Ballot = {
  id: "a",
  kind: "who",
  question: "Who is the traitor?",
  options: ["Ada", "Ben", "", "Dev"].map((label, place) => ({ label, worker: `w${place}`, place })),
  turn: 2,
  phase: "shown",
  cast: 4,
  awaited: 0,
  tallies: [
    [3, 1, 0, 0],
    [1, 3, 0, 0],
  ],
  outcome: {
    right: [1, 2],
    named: [1],
    rules: [
      { arm: "mean", named: [] },
      { arm: "coordinateMedian", named: [1, 2] },
    ],
  },
};
const score: GameScore = {
  games: 2,
  traitors: 3,
  byClass: 1,
  byRules: [{ arm: "coordinateMedian", named: 3, of: 3 }],
  undetected: 1,
};

describe("the words of a vote", () => {
  test("name workers by their places where their names are not shown", () => {
    expect(ballot.options.map(optionName)).toEqual(["Ada", "Ben", "Worker 3", "Dev"]);
    expect(answerWords(ballot)).toBe("The traitors were Ben and Worker 3");
    expect(answerWords({ ...ballot, outcome: undefined })).toBeUndefined();
  });

  test("count", () => {
    expect(countWords({ cast: 1, awaited: 3 })).toBe("1 vote is in, waiting for 3 more");
    expect(countWords({ cast: 4, awaited: 0 })).toBe("4 votes are in");
  });

  test("say who named whom, and who found how many in all games", () => {
    expect(findersOf(ballot, score)).toEqual([
      { name: "The class", named: "Ben", found: "1 of 2", inAll: "1 of 3" },
      { name: "Mean", named: "nobody: it kept several alike", found: "0 of 2" },
      { name: "Median", named: "Ben and Worker 3", found: "2 of 2", inAll: "3 of 3" },
    ]);
    const unvoted = { ...ballot, cast: 0, outcome: { right: [1], named: [], rules: [] } };
    expect(findersOf(unvoted, undefined)[0].named).toBe("nobody: no one voted");
    expect(findersOf({ ...unvoted, cast: 2 }, undefined)[0].named).toBe("nobody: the votes were split");
    expect(findersOf({ ...ballot, outcome: undefined }, score)).toEqual([]);
    expect(scoreWords(score)).toBe("In 2 games 1 of 3 traitors stayed undetected.");
    expect(scoreWords({ ...score, games: 1, undetected: 0 })).toBe(
      "In this game no traitor stayed undetected.",
    );
  });

  test("show every option of a few, and of many those with votes, the right ones first", () => {
    expect(tallyRows(ballot).rows.map(({ name, votes }) => [name, ...votes])).toEqual([
      ["Ada", 3, 1],
      ["Ben", 1, 3],
      ["Worker 3", 0, 0],
      ["Dev", 0, 0],
    ]);
    const tally = Array.from({ length: 12 }, (_, i) => ({ 2: 1, 5: 4, 9: 4 })[i] ?? 0);
    const many: Ballot = {
      ...ballot,
      options: tally.map((_, place) => ({ label: "", place })),
      tallies: [tally],
      outcome: { right: [11], named: [], rules: [] },
    };
    const shown = (most?: number) => {
      const { rows, others } = tallyRows(many, most);
      return [...rows.map(({ option }) => option), others];
    };
    expect(shown()).toEqual([11, 5, 9, 2, 8]);
    expect(shown(2)).toEqual([11, 5, 10]);
  });
});
