import { describe, expect, test } from "vitest";
import { runOf } from "../seen.cases";
import { Check, outcomeOf, sentenceOf } from "./predicates";

const outcome = (check: object, ...runs: Parameters<typeof outcomeOf>[1]) =>
  outcomeOf(Check.parse({ arm: "mean", ...check }), runs);

describe("reaches", () => {
  const check = { name: "reaches", below: 0.2, after: "lie", within: 2 };

  test("holds from the round on in which the accuracy gets there", () => {
    expect(outcome(check, runOf([0.7, 0.7, 0.1], { lies: [1, 2], rounds: 9 }))).toBe("holds");
    expect(outcome(check, runOf([0.7, 0.7], { lies: [1], rounds: 9 }))).toBe("open");
  });

  test("fails once its window has passed: two rounds from round 1 on are 1 and 2", () => {
    expect(outcome(check, runOf([0.7, 0.7, 0.7], { lies: [1, 2, 3], rounds: 9 }))).toBe("fails");
    expect(outcome(check, runOf([0.7, 0.7, 0.7, 0.1], { lies: [1, 2, 3], rounds: 9 }))).toBe("fails");
  });

  test("does not count a round before the lie", () => {
    expect(outcome(check, runOf([0.1, 0.7, 0.7], { lies: [1, 2], rounds: 9 }))).toBe("fails");
  });

  test("is open while nobody lies, and fails if nobody did until the end", () => {
    expect(outcome(check, runOf([0.1, 0.1], { rounds: 9 }))).toBe("open");
    expect(outcome(check, runOf([0.1, 0.1]))).toBe("fails");
  });

  test("is open on a run that has not been seen", () => {
    expect(outcome({ ...check, run: 1 }, runOf([0.1]))).toBe("open");
  });
});

describe("stays", () => {
  const check = { name: "stays", above: 0.5, skip: 2 };

  test("fails at the first round that does not, and holds after the last", () => {
    expect(outcome(check, runOf([0.1, 0.1, 0.6, 0.5], { rounds: 9 }))).toBe("fails");
    expect(outcome(check, runOf([0.1, 0.1, 0.6, 0.7], { rounds: 9 }))).toBe("open");
    expect(outcome(check, runOf([0.1, 0.1, 0.6, 0.7]))).toBe("holds");
  });

  test("fails if no round of its window was measured", () => {
    expect(outcome(check, runOf([0.6, 0.6, null, null]))).toBe("fails");
  });
});

describe("ends", () => {
  test("reads the last measurement, once the run is over", () => {
    const check = { name: "ends", above: 0.5, below: 0.7 };
    expect(outcome(check, runOf([0.1, 0.6, null]))).toBe("holds");
    expect(outcome(check, runOf([0.6, 0.7]))).toBe("fails");
    expect(outcome(check, runOf([0.6, 0.5]))).toBe("fails");
    expect(outcome(check, runOf([0.1, 0.6], { rounds: 3 }))).toBe("open");
    expect(outcome({ ...check, run: 1 }, runOf([0.1]), runOf([0.6]))).toBe("holds");
  });
});

describe("sentenceOf", () => {
  const sentence = (check: object, labels = ["one"]) =>
    sentenceOf(Check.parse({ arm: "coordinateMedian", ...check }), labels);

  test("says the claim, and the run where there are several", () => {
    expect(sentence({ name: "reaches", below: 0.2, after: "lie", within: 10 })).toBe(
      "Median gets under 20 % within 10 rounds after the first lie",
    );
    expect(sentence({ name: "stays", above: 0.5, skip: 3, run: 1 }, ["a", "b"])).toBe(
      "Median (b) stays over 50 % from 3 rounds after the start on",
    );
    expect(sentence({ name: "ends", above: 0.5, below: 0.655 })).toBe("Median ends between 50 % and 65.5 %");
  });
});
