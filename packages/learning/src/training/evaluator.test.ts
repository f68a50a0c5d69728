import { memory, Tensor } from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { TEST_BACKENDS, useBackend } from "../backend/backends.cases";
import { glyphs } from "../glyphs/glyphs";
import { initialParameters } from "../model/layout";
import { createEvaluator, score, successRate } from "./evaluator";

vi.setConfig({ testTimeout: 30_000 }); // the CPU backend on a busy machine

afterEach(() => void vi.restoreAllMocks());

test("score counts predictions by true class and averages −log p", () => {
  // rows: right; 1 taken for 0; right. p of the label: 3/4, 1/4, 1/2
  const logits = Float32Array.of(Math.log(3), 0, Math.log(3), 0, 5, 5);
  const { accuracy, loss, confusion } = score(logits, Uint8Array.of(0, 1, 0), 2);
  expect(accuracy).toBeCloseTo(2 / 3, 12);
  expect(loss).toBeCloseTo((Math.log(4 / 3) + Math.log(4) + Math.log(2)) / 3, 6);
  expect(confusion).toEqual([
    [2, 0],
    [1, 0],
  ]);
});

test("score gives a finite loss for a logit of 1e30 and null for an infinite logit", () => {
  expect(score(Float32Array.of(1e30, 0), Uint8Array.of(1), 2).loss).toBeCloseTo(Math.fround(1e30), -20);
  expect(score(Float32Array.of(Infinity, 0), Uint8Array.of(1), 2).loss).toBeNull();
});

describe("successRate", () => {
  test("is the share of pictures of other classes whose largest logit is the target's", () => {
    // target 2; labels 0, 1, 2, 1, 0. The third picture is of the target's class. Of the other four, the first and the
    // fourth go to 2, the second to 0, and the last is a tie of 0 and 2
    const logits = Float32Array.of(1, 0, 3, 5, 0, 1, 0, 0, 9, -3, -2, -1, 4, 0, 4);
    expect(successRate(logits, Uint8Array.of(0, 1, 2, 1, 0), 3, 2)).toBe(2 / 4);
  });

  test("counts no picture with logits that are not numbers, and no target that is no class", () => {
    const broken = Float32Array.of(NaN, NaN, 1, NaN, 1, 0);
    expect(successRate(broken, Uint8Array.of(1, 1, 1), 2, 0)).toBe(1 / 3);
    expect(successRate(broken, Uint8Array.of(1, 1, 1), 2, 7)).toBe(0);
  });

  test("is undefined if every picture is of the target's class", () => {
    expect(successRate(Float32Array.of(1, 0), Uint8Array.of(0), 2, 0)).toBeUndefined();
  });
});

describe.each(TEST_BACKENDS)("createEvaluator on %s", (backend) => {
  beforeAll(() => useBackend(backend));
  const { test: examples } = glyphs({ seed: 4, train: 0, test: 50 });

  test.each([NaN, Infinity, 3e38])("parameters of %d get the accuracy of chance, not NaN", async (value) => {
    const evaluator = createEvaluator({ model: "mlp", examples });
    const { accuracy, confusion } = await evaluator.evaluate(new Float32Array(50_890).fill(value));
    expect(accuracy).toBe(0.1); // five of each class, one class guessed
    expect(confusion.flat().reduce((sum, n) => sum + n, 0)).toBe(50);
  });

  test("a softmax whose only bias is for class 3 always predicts 3", async () => {
    const parameters = new Float32Array(7850);
    parameters[7840 + 3] = 2;
    const evaluator = createEvaluator({ model: "softmax", examples });
    const { loss, confusion } = await evaluator.evaluate(parameters);
    expect(confusion.map((row) => row[3])).toEqual(new Array(10).fill(5));
    // log(9 + e²) − 2/10 on the average
    expect(loss).toBeCloseTo(Math.log(9 + Math.exp(2)) - 0.2, 5);
  });

  test("measures attack success on pictures with the trigger, batch by batch, and all else without it", async () => {
    // the logit of class 3 is the last pixel's value, minus a half; glyphs leave that pixel black
    const parameters = new Float32Array(7850);
    parameters[783 * 10 + 3] = 1;
    parameters[7840 + 3] = -0.5;
    const lastPixel = (value: number) => (pixels: Float32Array, count: number) => {
      for (let picture = 0; picture < count; picture++) pixels[(picture + 1) * 784 - 1] = value;
    };
    const evaluator = createEvaluator({ model: "softmax", examples, batchSize: 7 });
    const plain = await evaluator.evaluate(parameters);
    expect(plain).not.toHaveProperty("attackSuccess");
    const success = async (...aims: { target: number; trigger: ReturnType<typeof lastPixel> }[]) => {
      const { attackSuccess, ...others } = await evaluator.evaluate(parameters, aims);
      expect(others).toEqual(plain);
      return attackSuccess;
    };
    expect(await success({ target: 3, trigger: lastPixel(1) })).toBe(1);
    expect(await success({ target: 3, trigger: lastPixel(0) })).toBe(0);
    expect(await success({ target: 4, trigger: lastPixel(1) })).toBe(0);
    expect(await success({ target: 4, trigger: lastPixel(1) }, { target: 3, trigger: lastPixel(1) })).toBe(1);
  });

  test("the batch size changes no result, and all batches are read back at once", async () => {
    const parameters = initialParameters("softmax", examples, 10, 1);
    const whole = await createEvaluator({ model: "softmax", examples }).evaluate(parameters);
    const data = vi.spyOn(Tensor.prototype, "data");
    const parts = await createEvaluator({ model: "softmax", examples, batchSize: 7 }).evaluate(parameters);
    expect(data).toHaveBeenCalledTimes(1);
    expect(parts.confusion).toEqual(whole.confusion);
    expect(parts.loss).toBeCloseTo(whole.loss!, 5);
  });

  test("evaluate leaves no tensor behind", async () => {
    const before = memory().numTensors;
    const evaluator = createEvaluator({ model: "lenet5", examples, batchSize: 16 });
    await evaluator.evaluate(initialParameters("lenet5", examples, 10, 1));
    expect(memory().numTensors).toBe(before);
    evaluator.dispose();
    await expect(evaluator.evaluate(new Float32Array(61_706))).rejects.toThrow("was disposed of");
  });

  test("evaluate refuses parameters of another model", async () => {
    const evaluator = createEvaluator({ model: "softmax", examples });
    await expect(evaluator.evaluate(new Float32Array(3))).rejects.toThrow(
      "softmax has 7850 parameters, got 3",
    );
  });
});
