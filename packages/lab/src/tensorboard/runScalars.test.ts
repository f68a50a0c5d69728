import { RunConfig } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { runName, runScalars } from "./runScalars";

describe("runScalars", () => {
  const config = RunConfig.parse({ rounds: 4, learningRate: 0.5, schedule: "cosine" });

  test("has every measurement of the curve and the learning rate of its round, without those that were not finite", () => {
    const scalars = runScalars(
      config,
      { rounds: [0, 3], accuracy: [0.25, 0.5], loss: [2, null], trainLoss: [3, 1], validation: [0.3, 0.6] },
      10,
    );
    // η of round t is 0.5·(1 + cos(πt/4))/2; of the 10 s, a quarter for each round
    const last = { step: 3, wallTime: 10 };
    expect(scalars).toEqual([
      { tag: "accuracy/test", step: 0, wallTime: 2.5, value: 0.25 },
      { tag: "accuracy/validation", step: 0, wallTime: 2.5, value: 0.3 },
      { tag: "loss/test", step: 0, wallTime: 2.5, value: 2 },
      { tag: "loss/train", step: 0, wallTime: 2.5, value: 3 },
      { tag: "learning rate", step: 0, wallTime: 2.5, value: 0.5 },
      { tag: "accuracy/test", ...last, value: 0.5 },
      { tag: "accuracy/validation", ...last, value: 0.6 },
      { tag: "loss/train", ...last, value: 1 },
      { tag: "learning rate", ...last, value: expect.closeTo(0.25 * (1 - Math.SQRT1_2), 12) },
    ]);
  });

  test("has the attack success of an attack with a trigger", () => {
    const curve = { rounds: [1], accuracy: [0.5], attackSuccess: [0.75] };
    expect(runScalars(config, curve, 1)).toContainEqual({
      tag: "attack success",
      step: 1,
      wallTime: 0.5,
      value: 0.75,
    });
  });
});

describe("runName", () => {
  test("is a folder's name that can be read", () => {
    const rule = { rule: "centeredClip", tau: 0.1 };
    expect(runName({ rule, delta: 0.375, "algorithm.normalized": true, seed: 1 })).toBe(
      "rule=centeredClip,tau=0.1,delta=0.375,algorithm.normalized=yes,seed=1",
    );
  });
});
