import { stream } from "@honest-majority/random";
import { concat, tensor2d, tensor4d, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { TEST_BACKENDS, useBackend } from "../backend/backends.cases";
import { referenceGradient } from "../backend/reference";
import { initialParameters, parameterLayout } from "./layout";
import { lossAndGradient, uploadParameters } from "./model";

vi.setConfig({ testTimeout: 30_000 }); // the CPU backend on a busy machine

const classes = 5;
const labels = [4, 0, 2];

describe.each(TEST_BACKENDS)("lossAndGradient on %s", (backend) => {
  beforeAll(() => useBackend(backend));

  test.each([
    ["softmax", { height: 28, width: 28, channels: 1 }],
    ["softmax", { height: 5, width: 9, channels: 3 }],
    ["mlp", { height: 28, width: 28, channels: 1 }],
    ["lenet5", { height: 28, width: 28, channels: 1 }],
    ["lenet5", { height: 32, width: 33, channels: 3 }],
    ["lenet5", { height: 17, width: 12, channels: 2 }],
    ["resnet20", { height: 8, width: 8, channels: 3 }],
    ["resnet20", { height: 9, width: 7, channels: 2 }],
  ] as const)("%s on %o has the loss and gradient of the plain loops", async (model, shape) => {
    const random = stream(9, model, shape.height);
    const size = shape.height * shape.width * shape.channels;
    const pixels = Float32Array.from({ length: labels.length * size }, () => random.uniform());
    const parameters = initialParameters(model, shape, classes, 4).map((w) => w + 0.01 * random.normal());
    const oneHot = Float32Array.from({ length: labels.length * classes }, (_, i) =>
      labels[Math.floor(i / classes)] === i % classes ? 1 : 0,
    );
    const layout = parameterLayout(model, shape, classes);
    const flat = tidy(() =>
      concat(
        lossAndGradient(
          model,
          shape,
          uploadParameters(parameters, layout),
          tensor4d(pixels, [labels.length, shape.height, shape.width, shape.channels]),
          tensor2d(oneHot, [labels.length, classes]),
        ),
      ),
    );
    const found = await flat.data();
    flat.dispose();
    const expected = referenceGradient(model, shape, classes, parameters, pixels, labels);
    expect(found[0]).toBeCloseTo(expected.loss, 4);
    for (const { name, offset, size } of layout) {
      const truth = expected.gradient.subarray(offset, offset + size);
      const scale = truth.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
      expect(scale, name).toBeGreaterThan(0);
      const worst = truth.reduce((most, x, i) => Math.max(most, Math.abs(x - found[1 + offset + i])), 0);
      expect(worst, name).toBeLessThan(1e-4 * scale);
    }
  });
});
