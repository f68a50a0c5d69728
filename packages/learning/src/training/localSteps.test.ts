import { memory, Tensor, tidy, zeros } from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { TEST_BACKENDS, useBackend } from "../backend/backends.cases";
import { referenceGradient } from "../backend/reference";
import type { Examples } from "../examples";
import { glyphs } from "../glyphs/glyphs";
import { initialParameters, parameterLayout } from "../model/layout";
import { uploadParameters } from "../model/model";
import { batchPicker, gatherPixels } from "./batch";
import { createLearner } from "./learner";
import { createLearnerPool } from "./learnerPool";
import { localSums } from "./localSteps";
import { flippedLabels } from "./poison.cases";

vi.setConfig({ testTimeout: 30_000 }); // the CPU backend on a busy machine
afterEach(() => void vi.restoreAllMocks());

/** Seven pictures of two by two pixels in three classes: a softmax has 4·3 + 3 = 15 parameters. */
const tiny: Examples = {
  count: 7,
  height: 2,
  width: 2,
  channels: 1,
  classes: 3,
  labels: Uint8Array.of(0, 1, 2, 1, 0, 2, 2),
  pixels: Uint8Array.from({ length: 28 }, (_, i) => (i * 97 + 31) % 256),
};
const own = { model: "softmax", examples: tiny, batchSize: 2, seed: 5, workerIndex: 3 } as const;
const start = Float32Array.from({ length: 15 }, (_, j) => Math.sin(3 * j + 1));
const other = Float32Array.from({ length: 15 }, (_, j) => Math.cos(2 * j));

/** The definition, in double precision: from w_t three steps on three batches, then (w_t − w_local)/η. */
function byDefinition(from: Float32Array, round: number, learningRate: number, relabel = (y: number) => y) {
  const pick = batchPicker({ seed: 5, workerIndex: 3, batchSize: 2, count: 7 });
  let w = Float64Array.from(from);
  let losses = 0;
  for (const place of [3 * round, 3 * round + 1, 3 * round + 2]) {
    const chosen = pick(place);
    const labels = Array.from(chosen, (i) => relabel(tiny.labels[i]));
    const { loss, gradient } = referenceGradient("softmax", tiny, 3, w, gatherPixels(tiny, chosen), labels);
    losses += loss;
    w = w.map((value, j) => value - learningRate * gradient[j]);
  }
  return { loss: losses / 3, update: Array.from(w, (value, j) => (from[j] - value) / learningRate) };
}

function expectClose(found: Float32Array, expected: readonly number[]) {
  expected.forEach((value, j) => void expect(found[j]).toBeCloseTo(value, 5));
}

describe.each(TEST_BACKENDS)("local steps on %s", (backend) => {
  beforeAll(() => useBackend(backend));

  test("three local steps send (w_t − w_local)/η, for each arm from its own parameters", async () => {
    const steps = { count: 3, learningRate: 0.7 };
    const answer = await createLearner(own).gradients([start, other], 4, undefined, steps);
    for (const [arm, from] of [start, other].entries()) {
      const { loss, update } = byDefinition(from, 4, 0.7);
      expectClose(answer.own[arm].gradient, update);
      expect(answer.own[arm].loss).toBeCloseTo(loss, 5);
    }
    // η is large enough that another η gives another update
    const slower = byDefinition(start, 4, 0.1).update;
    expect(Math.abs(slower[0] - byDefinition(start, 4, 0.7).update[0])).toBeGreaterThan(1e-3);
  });

  test("a poisoned worker takes three poisoned steps besides the honest three", async () => {
    const steps = { count: 3, learningRate: 0.7 };
    const learner = createLearner(own);
    const both = await learner.gradients([start, other], 2, flippedLabels, steps);
    expect(both.own).toEqual((await learner.gradients([start, other], 2, undefined, steps)).own);
    const flipped = byDefinition(other, 2, 0.7, (y) => 2 - y);
    expectClose(both.poisoned![1].gradient, flipped.update);
    expect(both.poisoned![1].loss).toBeCloseTo(flipped.loss, 5);
  });

  test("a small η loses no digits, because the update is the sum of the gradients", async () => {
    const steps = { count: 3, learningRate: 1e-7 };
    const { own: answer } = await createLearner(own).gradients([start], 0, undefined, steps);
    // 1e-7 moves no parameter near 1 by more than a float32's last bit, and yet
    expectClose(answer[0].gradient, byDefinition(start, 0, 1e-7).update);
  });

  test("the batches of two rounds of two steps are one sequence of four", async () => {
    const single = createLearner(own);
    // at η → 0 every gradient is taken at w_t, so that K of them are the K batches' sum
    const steps = { count: 2, learningRate: 1e-9 };
    for (const round of [0, 1]) {
      const pair = await createLearner(own).gradients([start], round, undefined, steps);
      const [a, b] = [
        await single.gradients([start], 2 * round),
        await single.gradients([start], 2 * round + 1),
      ];
      const sum = Array.from(a.own[0].gradient, (g, j) => g + b.own[0].gradient[j]);
      expectClose(pair.own[0].gradient, sum);
    }
  });

  test("one step gives the plain gradient to the bit, whatever η is", async () => {
    const learner = createLearner(own);
    const plain = await learner.gradients([start, other], 3, flippedLabels);
    for (const learningRate of [0.7, Number.NaN]) {
      const steps = { count: 1, learningRate };
      expect(await learner.gradients([start, other], 3, flippedLabels, steps)).toEqual(plain);
    }
  });

  test("K steps read back once and leave no tensor behind", async () => {
    const { train } = glyphs({ seed: 4, train: 20, test: 0 });
    const arms = [1, 2].map((seed) => initialParameters("lenet5", train, 10, seed));
    const learner = createLearner({ ...own, model: "lenet5", examples: train });
    const data = vi.spyOn(Tensor.prototype, "data");
    const before = memory().numTensors;
    for (const round of [0, 1]) {
      const steps = { count: 4, learningRate: 0.1 };
      await learner.gradients(arms, round, flippedLabels, steps);
      expect(memory().numTensors).toBe(before);
    }
    expect(data).toHaveBeenCalledTimes(2);
  });

  test("between two steps, only the parameters and sums of one step exist", () => {
    const tensorsBefore: number[] = [];
    const layout = parameterLayout("softmax", tiny, 3);
    tidy(() => {
      const arms = [start, other].map((vector) => uploadParameters(vector, layout));
      localSums({
        model: "softmax",
        shape: tiny,
        arms,
        batchesAt: () => {
          tensorsBefore.push(memory().numTensors);
          return [{ pictures: zeros([2, 2, 2, 1]), oneHot: zeros([2, 3]) }];
        },
        steps: { count: 5, learningRate: 0.1 },
      });
    });
    // two arms' weights, biases and sums
    expect(tensorsBefore.map((count) => count - tensorsBefore[0])).toEqual([0, 6, 6, 6, 6]);
  });

  test("a pool gives each worker the update of a learner of its own", async () => {
    const workers = [0, 1].map((workerIndex) => ({ examples: tiny, workerIndex }));
    const steps = { count: 3, learningRate: 0.5 };
    const together = await createLearnerPool({ ...own, workers }).gradients([start], 1, [], steps);
    for (const [i, worker] of workers.entries()) {
      const alone = await createLearner({ ...own, ...worker }).gradients([start], 1, undefined, steps);
      expect(together[i]).toEqual(alone);
    }
  });
});

test("gradients refuses no steps, half a step, and several steps without a learning rate", async () => {
  const ask = (count: number, learningRate: number) =>
    createLearner(own).gradients([start], 0, undefined, { count, learningRate });
  await expect(ask(0, 0.1)).rejects.toThrow("local steps must be an integer >= 1, got 0");
  await expect(ask(1.5, 0.1)).rejects.toThrow("local steps must be an integer >= 1, got 1.5");
  await expect(ask(2, 0)).rejects.toThrow("2 local steps must have a learning rate > 0, got 0");
  await expect(ask(2, Number.NaN)).rejects.toThrow("got NaN");
});
