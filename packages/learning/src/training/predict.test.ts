import { memory } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { TEST_BACKENDS, useBackend } from "../backend/backends.cases";
import { predict } from "./predict";

const options = { model: "softmax", shape: { height: 1, width: 2, channels: 1 }, classes: 2 } as const;
/** Weights [2, 2] by pixel and class, then two biases. */
const model = (...values: number[]) => Float32Array.from(values);

describe.each(TEST_BACKENDS)("predict on %s", (backend) => {
  beforeAll(() => useBackend(backend));

  test("gives every model's probabilities of the classes", async () => {
    // the picture is (1, 0.2): logits 1·2 + 0.2·5 + 1 = 4 and 1·1 + 0.2·0 + 0 = 1, so 1/(1 + e⁻³) for class 0
    const picture = Uint8Array.of(255, 51);
    const [first, second] = await predict(
      options,
      [model(2, 1, 5, 0, 1, 0), model(0, 0, 0, 0, 0, 0)],
      picture,
    );
    expect(first![0]).toBeCloseTo(1 / (1 + Math.exp(-3)), 5);
    expect(first![1]).toBeCloseTo(1 - 1 / (1 + Math.exp(-3)), 5);
    expect(second).toEqual([0.5, 0.5]);
  });

  test("gives null for a model that is not finite, and no model leaves a tensor behind", async () => {
    const before = memory().numTensors;
    const picture = Uint8Array.of(255, 51);
    expect(
      await predict(options, [model(Number.NaN, 0, 0, 0, 0, 0), model(0, 0, 0, 0, 0, 0)], picture),
    ).toEqual([null, [0.5, 0.5]]);
    expect(memory().numTensors).toBe(before);
  });
});

test("predict rejects a picture and parameters of another size", async () => {
  await expect(predict(options, [], Uint8Array.of(1))).rejects.toThrow(
    "predict: a picture of 1×2×1 must have 2 bytes, got 1",
  );
  await expect(predict(options, [model(1)], Uint8Array.of(1, 1))).rejects.toThrow(
    "predict: softmax has 6 parameters, got 1",
  );
});
