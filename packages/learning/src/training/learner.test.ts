import { memory, Tensor } from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { TEST_BACKENDS, useBackend } from "../backend/backends.cases";
import { glyphs } from "../glyphs/glyphs";
import { initialParameters } from "../model/layout";
import { createLearner } from "./learner";

vi.setConfig({ testTimeout: 30_000 }); // the CPU backend on a busy machine

const { train } = glyphs({ seed: 4, train: 60, test: 0 });
const start = (model: "softmax" | "mlp" | "lenet5", seed: number) =>
  initialParameters(model, train, 10, seed);
const learnerOf = (model: "softmax" | "mlp" | "lenet5", batchSize = 8) =>
  createLearner({ model, examples: train, batchSize, seed: 1, workerIndex: 0 });

afterEach(() => void vi.restoreAllMocks());

describe.each(TEST_BACKENDS)("on %s", (backend) => {
  beforeAll(() => useBackend(backend));

  test("a softmax of zeros has loss ln 10 and bias gradient 1/10 − share of the label", async () => {
    const { own } = await learnerOf("softmax", 60).gradients([new Float32Array(7850)], 0);
    expect(own[0].loss).toBeCloseTo(Math.log(10), 5);
    // the 60 examples are six of each class: the biases are where they should be
    for (const g of own[0].gradient.subarray(7840)) expect(g).toBeCloseTo(0, 6);
    expect(own[0].gradient.subarray(0, 7840).some((g) => Math.abs(g) > 1e-3)).toBe(true);
  });

  test("every arm gets the gradient that it would get alone", async () => {
    const arms = [start("mlp", 1), start("mlp", 2), start("mlp", 3)];
    const together = await learnerOf("mlp").gradients(arms, 7);
    expect(together.poisoned).toBeUndefined();
    for (const [k, arm] of arms.entries()) {
      const alone = await learnerOf("mlp").gradients([arm], 7);
      expect(together.own[k]).toEqual(alone.own[0]);
    }
  });

  test("a poisoned batch comes beside the own one, which stays as it is, and teaches something else", async () => {
    const arms = [start("softmax", 1), start("softmax", 2)];
    const learner = learnerOf("softmax");
    const { own } = await learner.gradients(arms, 3);
    for (const poison of [
      { kind: "flippedLabels" },
      { kind: "randomLabels" },
      { kind: "trigger", share: 0.5, size: 3, target: 4 },
    ] as const) {
      const both = await learner.gradients(arms, 3, poison);
      expect(both.own).toEqual(own);
      expect(both.poisoned![1].loss).not.toBeCloseTo(own[1].loss, 3);
      const alone = await learner.gradients([arms[1]], 3, poison);
      expect(both.poisoned![1]).toEqual(alone.poisoned![0]);
    }
  });

  test("one read-back answers for all arms, labels and losses", async () => {
    const data = vi.spyOn(Tensor.prototype, "data");
    const dataSync = vi.spyOn(Tensor.prototype, "dataSync");
    await learnerOf("mlp").gradients([start("mlp", 1), start("mlp", 2)], 0, { kind: "flippedLabels" });
    expect(data).toHaveBeenCalledTimes(1);
    expect(dataSync).not.toHaveBeenCalled();
  });

  test("fifty rounds leave no tensor behind", async () => {
    const before = memory().numTensors;
    for (const model of ["mlp", "lenet5"] as const) {
      const learner = learnerOf(model, 2);
      const arms = [start(model, 1), start(model, 2)];
      for (let round = 0; round < (model === "mlp" ? 45 : 5); round++) {
        await learner.gradients(arms, round);
        expect(memory().numTensors).toBe(before);
      }
      learner.dispose();
    }
  });

  test("another round is another batch, the same round the same", async () => {
    const [arm, learner] = [start("softmax", 1), learnerOf("softmax")];
    const first = await learner.gradients([arm], 0);
    expect(await learner.gradients([arm], 1)).not.toEqual(first);
    expect(await learner.gradients([arm], 0)).toEqual(first);
  });
});

test("parameters of another model, and none, are refused", async () => {
  await expect(learnerOf("mlp").gradients([new Float32Array(7850)], 0)).rejects.toThrow(
    "gradients: mlp has 50890 parameters, got 7850",
  );
  await expect(learnerOf("mlp").gradients([], 0)).rejects.toThrow("at least one arm's parameters, got none");
});

test("a learner that was disposed of says so", async () => {
  const learner = learnerOf("softmax");
  learner.dispose();
  await expect(learner.gradients([new Float32Array(7850)], 0)).rejects.toThrow("was disposed of");
});
