import { briefRound, type RoundRecord } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import type { SeenRun } from "../seen";
import { arm, round, runOf } from "../seen.cases";
import { Check, outcomeOf, sentenceOf } from "./predicates";

const outcome = (check: object, ...runs: (SeenRun | undefined)[]) => outcomeOf(Check.parse(check), runs);
const unfinished = (run: SeenRun): SeenRun => ({ ...run, config: { rounds: 99 } });
const of = (...rounds: RoundRecord[]): SeenRun => ({
  config: { rounds: rounds.length },
  rounds: rounds.map((record, i) => ({ ...record, round: i })),
});

describe("order", () => {
  const check = (by: number) => ({
    name: "order",
    by,
    of: [
      { arm: "mean", run: 1 },
      { arm: "mean", run: 0 },
    ],
  });

  test("compares the accuracies at the end, each better than the next by more than the margin", () => {
    // 0.75 − 0.5 = 0.25
    expect(outcome(check(0.2), runOf([0.9, 0.5]), runOf([0.1, 0.75]))).toBe("holds");
    expect(outcome(check(0.25), runOf([0.9, 0.5]), runOf([0.1, 0.75]))).toBe("fails");
    expect(outcome(check(0), runOf([0.75]), runOf([0.5]))).toBe("fails");
  });

  test("is open until both runs are over", () => {
    expect(outcome(check(0), runOf([0.5]), unfinished(runOf([0.75])))).toBe("open");
    expect(outcome(check(0), runOf([0.5]))).toBe("open");
  });

  test("names the runs", () => {
    expect(sentenceOf(Check.parse(check(0.1)), ["B 8", "B 64"])).toBe(
      "Mean (B 64) ends above Mean (B 8), each by more than 10 %",
    );
  });
});

describe("losesClasses", () => {
  // the model gets 0 of 4, 1 of 4 and 4 of 4 pictures of three classes right
  const confusion = [
    [0, 4, 0],
    [0, 1, 3],
    [0, 0, 4],
  ];
  const run = of(round(0, [arm("mean", 0, { evaluation: { accuracy: 5 / 12, loss: 1, confusion } })]));
  const check = { name: "losesClasses", arm: "mean" };

  test("counts the classes with a recall of at most the bound", () => {
    expect(outcome({ ...check, least: 1 }, run)).toBe("holds");
    expect(outcome({ ...check, least: 2 }, run)).toBe("fails");
    expect(outcome({ ...check, most: 0 }, run)).toBe("fails");
    expect(outcome({ ...check, most: 1 }, run)).toBe("holds");
    expect(outcome({ ...check, least: 2, recall: 0.25 }, run)).toBe("holds");
  });

  test("is open until the run is over", () => {
    expect(outcome({ ...check, least: 1 }, unfinished(run))).toBe("open");
  });
});

describe("leavesOut", () => {
  const rows = (...kept: number[]) => ({ rows: kept.map((share, i) => ({ worker: `w${i}`, kept: share })) });
  const two = (a: number[], b: number[]) => round(0, [arm("krum", 1, rows(...a)), arm("mda", 1, rows(...b))]);
  const check = { name: "leavesOut", arms: ["krum", "mda"], workers: 2 };

  test("holds if all arms give the weight 0 to the same workers in all rounds", () => {
    expect(outcome(check, of(two([0, 1, 0], [0, 0.1, 0]), two([0, 1, 0], [0, 1, 0])))).toBe("holds");
  });

  test("fails for other workers, in one arm or in one round, and for another number of them", () => {
    expect(outcome(check, of(two([0, 1, 0], [0, 0, 1])))).toBe("fails");
    expect(outcome(check, of(two([0, 1, 0], [0, 1, 0]), two([0, 0, 1], [0, 0, 1])))).toBe("fails");
    expect(outcome(check, of(two([0, 0, 0], [0, 0, 0])))).toBe("fails");
    expect(outcome(check, of(two([0, 1, 1], [0, 1, 1])))).toBe("fails");
    expect(outcome(check, unfinished(of(two([0, 1, 0], [0, 0, 1]))))).toBe("fails");
    expect(outcome(check, of(two([1, 1, 1], [1, 1, 1])))).toBe("fails");
  });

  test("passes over brief rounds, which list nobody, and is open until the end", () => {
    const rounds = [briefRound(two([1, 1, 1], [1, 1, 1])), two([0, 1, 0], [0, 1, 0])];
    expect(outcome(check, { config: { rounds: 1 }, rounds })).toBe("holds");
    expect(outcome(check, { config: { rounds: 9 }, rounds })).toBe("open");
  });
});

describe("fallsOnBothSides", () => {
  const check = { name: "fallsOnBothSides", arm: "mean", runs: [0, 1, 2], by: 0.1 };
  const finals = (...all: number[]) => all.map((final) => runOf([final]));

  test("holds if a run in between is better than both ends by more than the margin", () => {
    expect(outcome(check, ...finals(0.1, 0.5, 0.3))).toBe("holds");
    expect(outcome(check, ...finals(0.1, 0.5, 0.45))).toBe("fails");
    expect(outcome(check, ...finals(0.45, 0.5, 0.1))).toBe("fails");
    expect(outcome(check, ...finals(0.5, 0.5))).toBe("open");
  });
});

describe("passesHalf", () => {
  const bar = (liars: number, all: number) => {
    const workers = Array.from({ length: all }, (_, i) => `w${i}`);
    return of({ ...round(0, [arm("mean", 1)], workers.slice(0, liars)), invited: workers });
  };

  test("holds if the share of liars is under half in the one run, and half or more in the other", () => {
    const check = { name: "passesHalf", run: 0, later: 1 };
    expect(outcome(check, bar(2, 10), bar(8, 16))).toBe("holds");
    expect(outcome(check, bar(2, 10), bar(4, 12))).toBe("fails");
    expect(outcome(check, bar(5, 10), bar(8, 16))).toBe("fails");
    expect(outcome(check, bar(2, 10))).toBe("open");
  });
});

describe("catchesLiars", () => {
  const rows = (...kept: number[]) => ({ rows: kept.map((share, i) => ({ worker: `w${i}`, kept: share })) });
  const check = { name: "catchesLiars", arm: "krum", recall: 1, precision: 0.5 };
  const lie = (...kept: number[]) => round(0, [arm("krum", 1, rows(...kept))], ["w0"]);

  test("counts, over the rounds with a liar, the lies thrown out and the honest among those thrown out", () => {
    // w0 lies and is out both times; an honest worker is out once: recall 2/2, precision 2/3
    const run = of(round(0, [arm("krum", 1, rows(0, 0, 1))]), lie(0, 0, 1), lie(0, 1, 1));
    expect(outcome(check, run)).toBe("holds");
    expect(outcome({ ...check, precision: 0.7 }, run)).toBe("fails");
    expect(outcome(check, of(lie(1, 1, 1)))).toBe("fails");
    expect(outcome(check, unfinished(run))).toBe("open");
  });
});

describe("keepsSecret", () => {
  const truth = round(0, [arm("mean", 1)], ["w0"]);
  const { stage: _, ...told } = truth;
  const revealed: RoundRecord = { ...truth, events: [{ kind: "revealed" }] };
  const secret = (...rounds: RoundRecord[]) =>
    outcome({ name: "keepsSecret" }, { config: { rounds: 1 }, rounds: [truth], public: rounds });

  test("holds if what all receive has no role in it before the reveal", () => {
    expect(secret(told)).toBe("holds");
    expect(secret(told, revealed, truth)).toBe("holds");
    expect(secret(truth)).toBe("fails");
    expect(secret(truth, revealed)).toBe("fails");
    expect(secret({ ...told, arms: [arm("mean", 1, { rows: [{ worker: "w0", kept: 0 }] })] })).toBe("fails");
  });

  test("is open where it is not known what all receive, and fails where nobody lies", () => {
    expect(outcome({ name: "keepsSecret" }, of(truth))).toBe("open");
    expect(outcome({ name: "keepsSecret" }, { config: { rounds: 1 }, rounds: [told], public: [told] })).toBe(
      "fails",
    );
  });
});
