import { briefRound } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { roundOf, type SeenRun } from "./seen";
import { arm, round, runOf } from "./seen.cases";

describe("roundOf", () => {
  test("finds the first round, the first lie, and the first honest round after it", () => {
    const run = runOf([0.5, 0.5, 0.5, 0.5, 0.5], { lies: [1, 2, 4] });
    expect([roundOf("start", run), roundOf("lie", run), roundOf("honest", run)]).toEqual([0, 1, 3]);
  });

  test("knows no lie where there is none, nor an honest round after it", () => {
    const run = runOf([0.5, 0.5]);
    expect([roundOf("lie", run), roundOf("honest", run)]).toEqual([undefined, undefined]);
  });

  test("finds the first lie, and the first honest round, since the step's button was pressed", () => {
    const run = { ...runOf(Array(7).fill(0.5), { lies: [1, 4] }), since: 3 };
    expect([roundOf("start", run), roundOf("lie", run), roundOf("honest", run)]).toEqual([0, 4, 3]);
    expect(roundOf("lie", { ...run, since: 5 })).toBeUndefined();
    // pressed between two rounds: the next one is honest already
    expect(roundOf("honest", { ...run, since: 5 })).toBe(5);
  });

  test("finds the lie in a brief round, which lists no worker, by its verdicts", () => {
    const rows = ["w0", "w1", "w7"].map((worker) => ({ worker, kept: 1 }));
    const rounds = [[], ["w7"], []].map((liars, i) =>
      briefRound(round(i, [arm("mean", 0.5, { rows })], liars)),
    );
    const run: SeenRun = { config: { rounds: 9 }, rounds };
    expect(roundOf("lie", run)).toBe(1);
    expect(roundOf("honest", run)).toBe(2);
  });
});
