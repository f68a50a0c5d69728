import { describe, expect, test } from "vitest";
import type { Entry } from "../sweep/summary";
import { bestBatchMoves } from "./bestBatchMoves";
import { entryAtPlace } from "./entry.cases";

const BATCHES = [8, 32, 128];
const OPTIMA = [
  { delta: 0, optimal: 0 },
  { delta: 0.125, optimal: 19.2 },
  { delta: 0.375, optimal: 29.5 },
];

/** Three seeds by δ, each with its best B. The accuracy is highest there, and falls by 2 points a step of B. */
type BestBySeed = Record<number, number[]>;
const GROWING: BestBySeed = { 0: [8, 8, 8], 0.125: [8, 32, 8], 0.375: [32, 32, 128] };

function table(best: BestBySeed): Entry[] {
  return Object.entries(best).flatMap(([delta, seeds]) =>
    BATCHES.map((B, place) => {
      const accuracies = seeds.map((one) => 0.9 - 0.02 * Math.abs(place - BATCHES.indexOf(one)));
      return entryAtPlace({ delta: Number(delta), B }, accuracies);
    }),
  );
}
const judged = (best: BestBySeed, optima = OPTIMA) => bestBatchMoves("it moves", table(best), optima);

describe("bestBatchMoves", () => {
  test("holds when a B above the best one of the first δ is better at the last", () => {
    expect(judged(GROWING)).toEqual({
      claim: "it moves",
      outcome: "holds",
      measured:
        "δ = 0: 0 in theory, 8 measured; δ = 0.125: 19.2 in theory, 8 measured; " +
        "δ = 0.375: 29.5 in theory, 32 measured; B = 32 against B = 8; " +
        "margin 2.00 ± 0.00 over 3 seeds at δ = 0.375, 2.00 ± 0.00 over 3 seeds at δ = 0",
    });
  });

  test("fails when it does not move, or moves the other way", () => {
    expect(judged({ ...GROWING, 0.375: [8, 8, 8] })).toMatchObject({
      outcome: "fails",
      measured: expect.stringContaining("at δ = 0.375 it is the smallest B tried"),
    });
    expect(judged({ ...GROWING, 0: [32, 32, 32], 0.375: [8, 8, 32] }).outcome).toBe("fails");
  });

  test("is within noise when the seeds disagree, and with one seed", () => {
    expect(judged({ ...GROWING, 0.375: [32, 8, 32] }).outcome).toBe("noise");
    expect(judged({ 0: [8], 0.125: [8], 0.375: [32] }).outcome).toBe("noise");
  });

  test("is judged on the test set, at the B that the validation split chooses", () => {
    // on the validation split 32 is best at the last δ, by a hair; on the test set 8 is
    const accuracies = { 8: 0.93, 32: 0.92, 128: 0.9 } as Record<number, number>;
    const validation = { 8: 0.925, 32: 0.926, 128: 0.9 } as Record<number, number>;
    const entries = [
      ...table({ 0: [8, 8, 8] }),
      ...BATCHES.map((B) => ({
        ...entryAtPlace(
          { delta: 0.375, B },
          [0, 0.001, 0.002].map((more) => accuracies[B] + more),
        ),
        validation: { mean: validation[B], deviation: 0 },
      })),
    ];
    const verdict = bestBatchMoves("it moves", entries, [OPTIMA[0], OPTIMA[2]]);
    expect(verdict.measured).toContain("δ = 0.375: 29.5 in theory, 32 measured");
    expect(verdict.outcome).toBe("fails");
  });

  test("takes the direction from the theory", () => {
    const falling = OPTIMA.map(({ delta, optimal }) => ({ delta, optimal: 100 - optimal }));
    expect(judged(GROWING, falling).outcome).toBe("fails");
    const still = OPTIMA.map(({ delta }) => ({ delta, optimal: 3 }));
    expect(judged(GROWING, still).outcome).toBe("untestable");
  });

  test("is not testable where no larger B was tried, or where a δ has no runs", () => {
    expect(judged({ ...GROWING, 0: [128, 128, 128] })).toMatchObject({
      outcome: "untestable",
      measured: expect.stringMatching(/at δ = 0 it is the largest B tried$/),
    });
    expect(judged({ 0: [8, 8, 8] }).outcome).toBe("untestable");
  });
});
