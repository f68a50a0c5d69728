import { stream } from "@honest-majority/random";
import { expect, test } from "vitest";
import { initialParameters, parameterLayout } from "../model/layout";
import { referenceGradient } from "./reference";

test("referenceGradient of a softmax of zeros: loss ln 3, gradient (1/3 − y)·x", () => {
  const shape = { height: 1, width: 2, channels: 1 };
  const pictures = Float32Array.of(0.5, 0.25);
  const { loss, gradient } = referenceGradient("softmax", shape, 3, new Float32Array(9), pictures, [1]);
  expect(loss).toBeCloseTo(Math.log(3), 12);
  // p − y = (1/3, −2/3, 1/3); weights [2, 3] row by row, then biases
  const expected = [0.5, -1, 0.5, 0.25, -0.5, 0.25, 1, -2, 1].map((x) => x / 3);
  expected.forEach((x, j) => void expect(gradient[j]).toBeCloseTo(x, 12));
});

test.each([
  ["softmax", 13, 1, 3],
  ["mlp", 13, 1, 3],
  ["lenet5", 13, 1, 3],
  ["resnet20", 4, 5, 1], // every fifth tensor: filters, scales and shifts from all depths
] as const)("referenceGradient of %s is the slope of the loss", (model, height, every, draws) => {
  const shape = { height, width: model === "resnet20" ? 5 : 12, channels: 2 };
  const classes = 4;
  const random = stream(5, model);
  const pictures = Float32Array.from({ length: 2 * height * shape.width * 2 }, () => random.uniform());
  const parameters = Float64Array.from(initialParameters(model, shape, classes, 3), (w) => w + 0.02);
  const at = (w: Float64Array) => referenceGradient(model, shape, classes, w, pictures, [3, 1]);
  const { gradient } = at(parameters);
  const h = 1e-6;
  for (const [i, { offset, size, name }] of parameterLayout(model, shape, classes).entries()) {
    if (i % every > 0) continue;
    for (let draw = 0; draw < draws; draw++) {
      const j = offset + random.int(size);
      const [up, down] = [h, -h].map((step) => at(parameters.map((w, i) => (i === j ? w + step : w))).loss);
      expect(Math.abs((up - down) / (2 * h) - gradient[j]), `${name}, ${j}`).toBeLessThan(1e-7);
    }
  }
});
