import { describe, expect, test } from "vitest";
import { learningRateAt } from "./schedule";

const run = { learningRate: 0.4, rounds: 12, batchSize: 5, workers: 4, trainExamples: 80 };
const byEpoch = { kind: "cosineByEpoch" } as const;
const byRound = { kind: "cosine" } as const;

test("the constant schedule is η₀ in every round", () => {
  for (const round of [0, 5, 11]) {
    expect(learningRateAt({ ...run, schedule: { kind: "constant" }, round })).toBe(0.4);
  }
});

describe("cosine", () => {
  test("is η₀/2 · (1 + cos(πt/T))", () => {
    // t/T = 0, 1/4, 1/2, 3/4: 0.2 · (1 + 1, 1 + √½, 1 + 0, 1 − √½)
    const expected = [0.4, 0.2 + 0.2 * Math.SQRT1_2, 0.2, 0.2 - 0.2 * Math.SQRT1_2];
    [0, 3, 6, 9].forEach((round, i) => {
      expect(learningRateAt({ ...run, schedule: byRound, round })).toBeCloseTo(expected[i], 12);
    });
  });

  test("has the same rate at t/T for every batch size, number of local steps and length of the run", () => {
    const rate = (batchSize: number, localSteps: number, rounds: number, share: number) =>
      learningRateAt({ ...run, batchSize, localSteps, rounds, round: share * rounds, schedule: byRound });
    for (const share of [0, 1 / 8, 1 / 2, 7 / 8]) {
      const one = rate(1, 1, 8, share);
      for (const batchSize of [1, 3, 16, 64, 4096]) {
        for (const localSteps of [1, 5]) {
          for (const rounds of [8, 40, 7504])
            expect(rate(batchSize, localSteps, rounds, share)).toBeCloseTo(one, 12);
        }
      }
    }
  });
});

describe("cosineByEpoch", () => {
  test("falls from epoch to epoch and is constant within one", () => {
    // 80 examples on 4 workers with B = 5: an epoch is 4 rounds; 12 rounds are P = 3 epochs
    const rates = Array.from({ length: 12 }, (_, round) =>
      learningRateAt({ ...run, schedule: byEpoch, round }),
    );
    // η₀/2 · (1 + cos 0), (1 + cos 60°), (1 + cos 120°)
    [0.4, 0.4, 0.4, 0.4, 0.3, 0.3, 0.3, 0.3, 0.1, 0.1, 0.1, 0.1].forEach(
      (rate, round) => void expect(rates[round]).toBeCloseTo(rate, 12),
    );
  });

  test("has P equal steps also when a batch does not divide the shard: 160 epochs of CIFAR-10 are 160 steps", () => {
    for (const batchSize of [32, 64, 128, 256, 512, 1024]) {
      const cifar = { ...run, batchSize, workers: 8, trainExamples: 50_000 };
      const rounds = Math.round((160 * 50_000) / (8 * batchSize)); // T from the epochs, as the lab sets it
      const rates = new Set(
        Array.from({ length: rounds }, (_, round) =>
          learningRateAt({ ...cifar, rounds, round, schedule: byEpoch }),
        ),
      );
      expect(rates.size).toBe(160);
      // the last is η₀/2 · (1 + cos(159π/160))
      expect(learningRateAt({ ...cifar, rounds, round: rounds - 1, schedule: byEpoch })).toBeCloseTo(
        0.2 * (1 + Math.cos((159 * Math.PI) / 160)),
        12,
      );
    }
  });

  test("counts to the nearest whole number of epochs, and at least one", () => {
    // 10 rounds are 2.5 epochs: P = 3; the last is 0.2 · (1 + cos 120°)
    expect(learningRateAt({ ...run, rounds: 10, round: 9, schedule: byEpoch })).toBeCloseTo(0.1, 12);
    expect(learningRateAt({ ...run, rounds: 1, round: 0, schedule: byEpoch })).toBe(0.4);
  });

  test("takes a round of K local steps for K batches of the epoch", () => {
    // two batches a round: 6 rounds are P = 3 epochs of two rounds
    const rates = Array.from({ length: 6 }, (_, round) =>
      learningRateAt({ ...run, rounds: 6, localSteps: 2, schedule: byEpoch, round }),
    );
    [0.4, 0.4, 0.3, 0.3, 0.1, 0.1].forEach((rate, round) => void expect(rates[round]).toBeCloseTo(rate, 12));
  });
});
