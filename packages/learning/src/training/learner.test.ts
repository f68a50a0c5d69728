import { memory, Tensor } from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { TEST_BACKENDS, useBackend } from "../backend/backends.cases";
import { glyphs } from "../glyphs/glyphs";
import { initialParameters } from "../model/layout";
import { createLearner } from "./learner";
import { flippedLabels, whitePictures } from "./poison.cases";

vi.setConfig({ testTimeout: 30_000 }); // the CPU backend on a busy machine

const { train } = glyphs({ seed: 4, train: 60, test: 0 });
const start = (model: "softmax" | "mlp" | "lenet5", seed: number) =>
  initialParameters(model, train, 10, seed);
const learnerOf = (model: "softmax" | "mlp" | "lenet5", batchSize = 8) =>
  createLearner({ model, examples: train, batchSize, seed: 1, workerIndex: 0 });

afterEach(() => void vi.restoreAllMocks());

describe.each(TEST_BACKENDS)("createLearner on %s", (backend) => {
  beforeAll(() => useBackend(backend));

  test("gradients of a softmax of zeros: loss ln 10, bias gradient 1/10 − share of the label", async () => {
    const { own } = await learnerOf("softmax", 60).gradients([new Float32Array(7850)], 0);
    expect(own[0].loss).toBeCloseTo(Math.log(10), 5);
    // the 60 examples are six of each class: the biases are where they should be
    for (const g of own[0].gradient.subarray(7840)) expect(g).toBeCloseTo(0, 6);
    expect(own[0].gradient.subarray(0, 7840).some((g) => Math.abs(g) > 1e-3)).toBe(true);
  });

  test("gradients gives every arm the gradient that it would get alone", async () => {
    const arms = [start("mlp", 1), start("mlp", 2), start("mlp", 3)];
    const together = await learnerOf("mlp").gradients(arms, 7);
    expect(together.poisoned).toBeUndefined();
    for (const [k, arm] of arms.entries()) {
      const alone = await learnerOf("mlp").gradients([arm], 7);
      expect(together.own[k]).toEqual(alone.own[0]);
    }
  });

  test("a poison adds the gradient of a poisoned batch and leaves the own gradient as it is", async () => {
    const arms = [start("softmax", 1), start("softmax", 2)];
    const learner = learnerOf("softmax");
    const { own } = await learner.gradients(arms, 3);
    for (const poison of [flippedLabels, whitePictures]) {
      const both = await learner.gradients(arms, 3, poison);
      expect(both.own).toEqual(own);
      expect(both.poisoned![1].loss).not.toBeCloseTo(own[1].loss, 3);
      const alone = await learner.gradients([arms[1]], 3, poison);
      expect(both.poisoned![1]).toEqual(alone.poisoned![0]);
    }
  });

  test("gradients reads back once for all arms, batches and losses", async () => {
    const data = vi.spyOn(Tensor.prototype, "data");
    const dataSync = vi.spyOn(Tensor.prototype, "dataSync");
    await learnerOf("mlp").gradients([start("mlp", 1), start("mlp", 2)], 0, flippedLabels);
    expect(data).toHaveBeenCalledTimes(1);
    expect(dataSync).not.toHaveBeenCalled();
  });

  test("gradients leaves no tensor behind in fifty rounds", async () => {
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

  test("gradients uses another batch in another round and the same batch in the same round", async () => {
    const [arm, learner] = [start("softmax", 1), learnerOf("softmax")];
    const first = await learner.gradients([arm], 0);
    expect(await learner.gradients([arm], 1)).not.toEqual(first);
    expect(await learner.gradients([arm], 0)).toEqual(first);
  });
});

test("gradients refuses parameters of another model, and no parameters", async () => {
  await expect(learnerOf("mlp").gradients([new Float32Array(7850)], 0)).rejects.toThrow(
    "gradients: mlp has 50890 parameters, got 7850",
  );
  await expect(learnerOf("mlp").gradients([], 0)).rejects.toThrow("at least one arm's parameters, got none");
});

test("createLearner accepts all of an assignment's training settings and ignores those that it does not know", async () => {
  await useBackend("cpu");
  const training = {
    model: "softmax",
    batchSize: 8,
    seed: 1,
    augment: false,
    localSteps: 3,
    later: "x",
  } as const;
  const learner = createLearner({ ...training, examples: train, workerIndex: 0 });
  expect(await learner.gradients([start("softmax", 1)], 0)).toEqual(
    await learnerOf("softmax").gradients([start("softmax", 1)], 0),
  );
});

test("a learner that was disposed of refuses to train", async () => {
  const learner = learnerOf("softmax");
  learner.dispose();
  await expect(learner.gradients([new Float32Array(7850)], 0)).rejects.toThrow("was disposed of");
});
