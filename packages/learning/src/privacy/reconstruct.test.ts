import "@honest-majority/testing";
import { stream } from "@honest-majority/random";
import { describe, expect, test } from "vitest";
import { referenceGradient } from "../backend/reference";
import { initialParameters, parameterLayout } from "../model/layout";
import { momentumStep } from "../training/momentum";
import { correlation } from "./matchPictures";
import { gradientBetween, pictureLayer, reconstruct, reconstructOne } from "./reconstruct";

const shape = { height: 3, width: 4, channels: 2 };
const pixels = 24;
const layer = (model: "softmax" | "mlp" | "lenet5", of = shape) =>
  pictureLayer(parameterLayout(model, of, 5), of.height * of.width * of.channels);

/** The mean gradient of random pictures at the model's initial parameters. */
function gradientOf(model: "softmax" | "mlp", labels: readonly number[], seed = 1) {
  const random = stream(seed, "pictures");
  const pictures = Float32Array.from({ length: labels.length * pixels }, () => random.uniform());
  const parameters = initialParameters(model, shape, 5, seed);
  const { gradient } = referenceGradient(model, shape, 5, parameters, pictures, labels);
  return { pictures, gradient };
}

describe("pictureLayer", () => {
  test("is the first layer of a model that begins with a dense one, and no other", () => {
    expect(layer("mlp")?.weights).toMatchObject({ name: "hidden.weights", shape: [pixels, 64] });
    expect(layer("softmax")?.bias).toMatchObject({ name: "output.bias", shape: [5] });
    const large = { height: 16, width: 16, channels: 1 };
    expect(layer("lenet5", large)).toBeUndefined();
  });
});

describe("reconstruct", () => {
  test("divides each unit's slopes of the weights by that of its bias", () => {
    // two pixels, three units: weights row by row, then biases
    const update = [2, 3, 9, 4, 6, 9, 2, -3, 0];
    const tensor = (offset: number, ...shape: number[]) => ({ name: "", shape, offset, size: 6 });
    const found = reconstruct(update, { weights: tensor(0, 2, 3), bias: { ...tensor(6, 3), size: 3 } });
    expect(found.map(({ unit, picture }) => [unit, ...picture])).toEqual([
      [0, 1, 2],
      [1, -1, -2],
    ]);
  });

  test.each(["softmax", "mlp"] as const)(
    "of %s finds the picture of a batch of one at every unit",
    (model) => {
      const { gradient, pictures } = gradientOf(model, [3]);
      const found = reconstruct(gradient, layer(model)!);
      expect(found.length).toBeGreaterThan(4);
      for (const { picture } of found) expect(picture).toBeAllClose(pictures, { rtol: 1e-5 });
    },
  );

  test("a factor of the whole update changes nothing, so clipping alone hides nothing", () => {
    const { gradient } = gradientOf("mlp", [3, 1]);
    const whole = reconstruct(gradient, layer("mlp")!);
    const scaled = reconstruct(
      gradient.map((x) => x / 8), // a power of two, which rounds nothing
      layer("mlp")!,
    );
    expect(scaled).toEqual(whole);
  });

  test("softmax shows two pictures of two classes as mixtures, each mostly one of them", () => {
    const { gradient, pictures } = gradientOf("softmax", [0, 4]);
    const found = reconstruct(gradient, layer("softmax")!);
    for (const [place, unit] of [0, 4].entries()) {
      const own = pictures.subarray(place * pixels, (place + 1) * pixels);
      expect(correlation(found[unit].picture, own)).toBeGreaterThan(0.8);
    }
  });

  test("leaves out units without a finite slope, and refuses an update that is too short", () => {
    const d = 24 * 5 + 5;
    const update = new Float32Array(d).fill(1);
    update[120] = 0;
    update[122] = Number.NaN;
    update[123] = Number.POSITIVE_INFINITY;
    const found = reconstruct(update, layer("softmax")!);
    expect(found.map(({ unit }) => unit)).toEqual([1, 4]);
    expect(() => reconstruct(new Float32Array(124), layer("softmax")!)).toThrow(
      "the update must have at least 125 values, got 124",
    );
  });
});

describe("reconstructOne", () => {
  test("is the least squares over all units of slope times picture", () => {
    // two pixels, two units with the slopes 1 and 2: (1·5 + 2·8)/5 = 4.2 and (1·1 + 2·2)/5 = 1
    const update = [5, 8, 1, 2, 1, 2];
    const weights = { name: "", shape: [2, 2], offset: 0, size: 4 };
    const bias = { name: "", shape: [2], offset: 4, size: 2 };
    expect([...reconstructOne(update, { weights, bias })!]).toEqual([Math.fround(4.2), 1]);
    expect(reconstructOne([5, 8, 1, 2, 0, 0], { weights, bias })).toBeUndefined();
    expect(reconstructOne([5, 8, 1, 2, Number.NaN, 0], { weights, bias })).toBeUndefined();
  });
});

describe("gradientBetween", () => {
  test("takes the momentum off: two updates of a worker give its gradient away", () => {
    const [g0, g1] = [Float32Array.of(1, -2, 3), Float32Array.of(-4, 5, 0.5)];
    const u0 = momentumStep(undefined, g0, 0.75);
    const u1 = momentumStep(u0, g1, 0.75);
    expect(gradientBetween(u0, u1, 0.75)).toBeAllClose(g1);
  });

  test("refuses updates of two lengths and a β of 1", () => {
    const one = new Float32Array(1);
    expect(() => gradientBetween(one, new Float32Array(2), 0.5)).toThrow("equally long, got 1 and 2");
    expect(() => gradientBetween(one, one, 1)).toThrow("beta must be in [0, 1), got 1");
  });
});
