import type { RunConfigInput } from "@honest-majority/protocol";
import { expect, test } from "vitest";
import { lastAccuracies } from "./lastAccuracies";

/** Ten classes: a guess is right one time in ten, and none of these runs is as good as two guesses. */
const CHANCE = 0.2;

/** BrSGD's table 1 with softmax on glyphs for LeNet on Fashion-MNIST, 3 of 12 for 5 of 20, 150 rounds. */
const TABLE: RunConfigInput = {
  model: "softmax",
  workers: 12,
  f: 3,
  arms: ["mean", "brsgd"],
  algorithm: { momentum: 0 },
  batchSize: 32,
  learningRate: 0.1,
  rounds: 150,
};

// seeds 1, 2, 3: mean 0.10 … 0.13 under both; brsgd 0.79 without, 0.79 … 0.80 under them
test("gaussian noise and negation take the mean to chance, BrSGD stays within 2 points of no attack", async () => {
  const calm = await lastAccuracies(TABLE);
  expect(calm.brsgd).toBeGreaterThan(0.7);
  expect(calm.mean).toBeGreaterThan(0.7);
  for (const attack of ["gaussian", "modelNegation"] as const) {
    const { mean, brsgd } = await lastAccuracies({ ...TABLE, attack, attackers: 3 });
    expect(mean).toBeLessThan(CHANCE);
    expect(brsgd).toBeGreaterThan(calm.brsgd - 0.02);
  }
});

// seeds 1, 2, 3: krum 0.09, 0.09, 0.03; coordinateMedian 0.66, 0.68, 0.67
test("FoE, a tenth of the honest mean turned round, takes Krum to chance and not the median", async () => {
  const { krum, coordinateMedian } = await lastAccuracies({
    model: "softmax",
    workers: 8,
    f: 3,
    attack: { kind: "foe", epsilon: 0.1 },
    attackers: 3,
    arms: ["krum", "coordinateMedian"],
    batchSize: 4,
    learningRate: 0.1,
    rounds: 150,
  });
  expect(krum).toBeLessThan(CHANCE);
  expect(coordinateMedian).toBeGreaterThan(0.55);
});
