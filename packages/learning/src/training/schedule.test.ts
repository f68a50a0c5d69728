import { expect, test } from "vitest";
import { learningRateAt } from "./schedule";

const run = { learningRate: 0.4, rounds: 12, batchSize: 5, workers: 4, trainExamples: 83 };

test("the constant schedule is η₀ in every round", () => {
  for (const round of [0, 5, 11]) {
    expect(learningRateAt({ ...run, schedule: { kind: "constant" }, round })).toBe(0.4);
  }
});

test("the cosine schedule falls by epoch and is constant within one", () => {
  // 83 examples on 4 workers: 20 each, 4 batches of 5; 12 rounds are P = 3 epochs
  const rates = Array.from({ length: 12 }, (_, round) =>
    learningRateAt({ ...run, schedule: { kind: "cosine" }, round }),
  );
  // η₀/2 · (1 + cos 0), (1 + cos 60°), (1 + cos 120°)
  [0.4, 0.4, 0.4, 0.4, 0.3, 0.3, 0.3, 0.3, 0.1, 0.1, 0.1, 0.1].forEach(
    (rate, round) => void expect(rates[round]).toBeCloseTo(rate, 12),
  );
});

test("the cosine schedule counts an epoch that the run begins and does not finish", () => {
  // 10 rounds begin P = 3 epochs; 0.2 · (1 + cos 120°)
  const rate = learningRateAt({ ...run, rounds: 10, round: 9, schedule: { kind: "cosine" } });
  expect(rate).toBeCloseTo(0.1, 12);
});

test("every round is an epoch when a batch is larger than a shard", () => {
  const rate = learningRateAt({ ...run, batchSize: 64, rounds: 2, round: 1, schedule: { kind: "cosine" } });
  expect(rate).toBeCloseTo(0.2, 12); // 0.2 · (1 + cos 90°)
});

test("a round of K local steps is K batches of the epoch", () => {
  // 4 batches an epoch, two a round: 6 rounds are P = 3 epochs of two rounds
  const rates = Array.from({ length: 6 }, (_, round) =>
    learningRateAt({ ...run, rounds: 6, localSteps: 2, schedule: { kind: "cosine" }, round }),
  );
  [0.4, 0.4, 0.3, 0.3, 0.1, 0.1].forEach((rate, round) => void expect(rates[round]).toBeCloseTo(rate, 12));
});
