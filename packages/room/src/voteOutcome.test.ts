import type { GameScore, RoundRecord } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { addGame, gameOutcome, keptOverRun, NO_GAMES, questionOutcome, standOut } from "./voteOutcome";

type Round = Pick<RoundRecord, "arms" | "refusals">;

/** A round in which each arm kept these shares of the workers' updates. */
function round(kept: Record<string, Record<string, number>>, notFinite: string[] = []): Round {
  const arms = Object.entries(kept).map(
    ([label, shares]) =>
      ({
        label,
        rows: Object.entries(shares).map(([worker, share]) => ({ worker, kept: share })),
      }) as unknown,
  );
  const refusals = notFinite.map((worker) => ({ worker, code: "not-finite" }));
  return { arms: arms as Round["arms"], refusals };
}

describe("standOut", () => {
  test("names the largest, and none of those between which it would have to guess", () => {
    expect(standOut([1, 4, 2], 1)).toEqual([1]);
    expect(standOut([3, 5, 3, 1], 1)).toEqual([1]);
    expect(standOut([3, 5, 3, 1], 2)).toEqual([1]); // two have 3 votes, and one of them is wanted
    expect(standOut([3, 5, 3, 1], 3)).toEqual([0, 1, 2]);
    expect(standOut([2, 2, 2], 1)).toEqual([]);
    expect(standOut([undefined, 0, undefined], 2)).toEqual([1]);
    expect(standOut([5, 1], 0)).toEqual([]);
  });
});

describe("keptOverRun", () => {
  test("is the mean over the rounds in which the arm had the worker's update, 0 where it was not finite", () => {
    const records = [
      round({ median: { ada: 1, ben: 0.5 } }, ["cleo"]),
      round({ median: { ada: 0.5, cleo: 0.5 } }),
      round({ median: {} }, ["ada"]), // it did not aggregate
    ];
    expect(keptOverRun(records, "median", ["ada", "ben", "cleo", "dev"])).toEqual([
      0.75,
      0.5,
      0.25,
      undefined,
    ]);
    expect(keptOverRun(records, "mean", ["ada"])).toEqual([undefined]);
  });
});

describe("outcomes", () => {
  const workers = ["ada", "ben", "cleo", "dev"];
  const records = [
    round({
      mean: { ada: 1, ben: 1, cleo: 1, dev: 1 },
      median: { ada: 0.3, ben: 0.01, cleo: 0.4, dev: 0.29 },
      krum: { ada: 1, ben: 0, cleo: 0, dev: 0 },
    }),
  ];

  test("of a game: the class and each rule name as many as there are traitors, a rule that keeps all nobody", () => {
    const outcome = gameOutcome({ workers, traitors: new Set(["ben"]) }, [0, 2, 1, 0], records, [
      "mean",
      "median",
      "krum",
    ]);
    expect(outcome).toEqual({
      right: [1],
      named: [1],
      rules: [
        { arm: "mean", named: [] },
        { arm: "median", named: [1] },
        { arm: "krum", named: [] }, // it never chose three of them
      ],
    });
  });

  test("of a game without votes and without rounds: nobody is named", () => {
    expect(gameOutcome({ workers, traitors: new Set(["dev"]) }, [0, 0, 0, 0], [], ["mean"])).toEqual({
      right: [3],
      named: [],
      rules: [{ arm: "mean", named: [] }],
    });
  });

  test("of a question", () => {
    expect(questionOutcome(2, [4, 0, 1])).toEqual({ right: [2], named: [0], rules: [] });
    expect(questionOutcome(undefined, [1, 1])).toEqual({ right: [], named: [], rules: [] });
  });
});

describe("addGame", () => {
  test("adds up who found how many traitors, and how many nobody found", () => {
    const first: GameScore = addGame(NO_GAMES, {
      right: [1, 4],
      named: [1, 2],
      rules: [
        { arm: "mean", named: [] },
        { arm: "median", named: [1, 3] },
      ],
    });
    // the class found 1, the median found 1, nobody found 4
    expect(first).toEqual({
      games: 1,
      traitors: 2,
      byClass: 1,
      byRules: [
        { arm: "mean", named: 0, of: 2 },
        { arm: "median", named: 1, of: 2 },
      ],
      undetected: 1,
    });
    const second = addGame(first, { right: [0], named: [], rules: [{ arm: "krum", named: [0] }] });
    expect(second).toMatchObject({ games: 2, traitors: 3, byClass: 1, undetected: 1 });
    expect(second.byRules).toEqual([...first.byRules, { arm: "krum", named: 1, of: 1 }]);
  });
});
