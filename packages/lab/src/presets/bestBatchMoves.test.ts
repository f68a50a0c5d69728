import { describe, expect, test } from "vitest";
import type { Entry } from "../sweep/summary";
import { bestBatchMoves } from "./bestBatchMoves";

const BATCHES = [8, 32, 128];
const OPTIMA = [
  { delta: 0, optimal: 0 },
  { delta: 0.125, optimal: 19.2 },
  { delta: 0.375, optimal: 29.5 },
];

/** Three seeds by δ, each with its best B. The accuracy is highest there, and falls by 2 points a step of B. */
type BestBySeed = Record<number, number[]>;
const GROWING: BestBySeed = { 0: [8, 8, 8], 0.125: [8, 32, 8], 0.375: [32, 32, 128] };

function table(best: BestBySeed, validation = false): Entry[] {
  return Object.entries(best).flatMap(([delta, seeds]) =>
    BATCHES.map((B, place): Entry => {
      const accuracies = seeds.map((one) => 0.9 - 0.02 * Math.abs(place - BATCHES.indexOf(one)));
      return {
        place: { delta: Number(delta), B },
        best: 0.1,
        accuracy: { mean: accuracies.reduce((sum, one) => sum + one, 0) / seeds.length, deviation: 0 },
        seconds: { mean: 1, deviation: 0 },
        seeds: seeds.length,
        diverged: 0,
        bySeed: accuracies.map((accuracy, seed) => ({
          seed,
          accuracy: validation ? 0.5 : accuracy,
          ...(validation && { validation: accuracy }),
          early: accuracy,
          along: accuracy,
          seconds: 1,
        })),
      };
    }),
  );
}
const judged = (best: BestBySeed, optima = OPTIMA) => bestBatchMoves("it moves", table(best), optima);

describe("bestBatchMoves", () => {
  test("holds when the best B of the seeds grows with δ as in theory", () => {
    // 8 to 32, 32 and 128: 2, 2 and 4 doublings, mean 2.67, deviation √((0.67² + 0.67² + 1.33²)/2) = 1.15
    expect(judged(GROWING)).toEqual({
      claim: "it moves",
      outcome: "holds",
      measured:
        "δ = 0: 0 in theory, 8, 8, 8 by seed; δ = 0.125: 19.2 in theory, 8, 32, 8 by seed; " +
        "δ = 0.375: 29.5 in theory, 32, 32, 128 by seed; " +
        "margin 2.67 doublings ± 1.15 doublings over 3 seeds at δ = 0.375",
    });
  });

  test("a planted reversal fails", () => {
    expect(judged({ ...GROWING, 0: [32, 32, 32], 0.375: [8, 8, 32] }).outcome).toBe("fails");
  });

  test("is within noise when it does not move, when the seeds disagree, and with one seed", () => {
    expect(judged({ ...GROWING, 0.375: [8, 8, 8] }).outcome).toBe("noise");
    expect(judged({ ...GROWING, 0: [8, 32, 32], 0.375: [32, 8, 32] }).outcome).toBe("noise");
    expect(judged({ 0: [8], 0.125: [8], 0.375: [32] }).outcome).toBe("noise");
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

  test("chooses each seed's B on the validation split if there is one", () => {
    expect(bestBatchMoves("it moves", table(GROWING, true), OPTIMA).outcome).toBe("holds");
  });
});
