import { expect, test } from "vitest";
import { cellsOf, SweepConfig } from "../sweep/cells";
import { equalRuns } from "./equalRuns";

const cells = cellsOf(
  SweepConfig.parse({ name: "try", over: { rule: ["krum", "geometricMedian", "mean"], seed: [1, 2] } }),
);
const run = (accuracy: number, loss = 1) => ({
  final: { accuracy, loss, rounds: 2, diverged: false },
  curve: { rounds: [0, 1], accuracy: [0.1, accuracy], loss: [2, loss] },
});
const sentence = (...runs: ReturnType<typeof run>[]) =>
  equalRuns(cells, new Map(runs.map((one, i) => [cells[i].id, one])), ["rule"]);

test("equalRuns counts the pairs of runs of two rules that agree in every accuracy and loss", () => {
  expect(sentence(run(0.5), run(0.6), run(0.5), run(0.7), run(0.5, 0.9), run(0.8))).toEqual([
    "Pairs of runs that differ only in rule and are equal to the bit in every measured test accuracy and loss, runs at chance aside: krum and geometricMedian, 1 of 2.",
  ]);
});

test("equalRuns leaves out runs that are missing or at chance, and says nothing without equal ones", () => {
  expect(sentence(run(0.1), run(0.6), run(0.1), run(0.7))).toEqual([]);
  expect(sentence(run(0.5), run(0.6), run(0.5))).toEqual([expect.stringMatching(/, 1 of 1\.$/)]);
});

test("equalRuns does not count a run that several places share", () => {
  const shared = cellsOf(SweepConfig.parse({ name: "try", over: { attack: ["foe", "alie"], delta: [0] } }));
  expect(equalRuns(shared, new Map([[shared[0].id, run(0.5)]]), ["attack"])).toEqual([]);
});
