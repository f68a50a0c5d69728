import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { ModelName } from "../models/models";
import { initialParameters, paddingOf, parameterCount, parameterLayout } from "./layout";

const digits = { height: 28, width: 28, channels: 1 };
const photos = { height: 32, width: 32, channels: 3 };

describe("the layout and the initial parameters of seed 7 keep the bits of the first version", () => {
  const hash = (data: string | Uint8Array) => createHash("sha256").update(data).digest("hex").slice(0, 16);
  const other = { height: 20, width: 30, channels: 2 };
  test.each<[ModelName, typeof digits, layoutHash: string, parametersHash: string]>([
    ["softmax", digits, "ebf17f10d0781ffe", "2a54edea28df8f00"],
    ["softmax", photos, "e421500489fd0a9b", "892a22104012e80b"],
    ["softmax", other, "b56bc68a0c569fdc", "39d9218b5eae7b06"],
    ["mlp", digits, "d286c90e271f5991", "6354e071002760f3"],
    ["mlp", photos, "e3fe1c0c5e132816", "84998c02128e3b7c"],
    ["mlp", other, "03f90b65f591fd65", "30fa22a17400285f"],
    ["lenet5", digits, "81cc7a17bbe6ee69", "e336964ebb4e4248"],
    ["lenet5", photos, "eab296a2f3f024c8", "327ca9f348546b81"],
    ["lenet5", other, "29b6bceb541306a4", "11e24c938a277e82"],
    ["resnet20", digits, "db4fe286699383e7", "4bd2de58f7db4694"],
    ["resnet20", photos, "fa01a0d6ec4d12a5", "2c9ea7bc4ad46812"],
    ["resnet20", other, "5f1996ea3408bbc0", "25c1028a2a5451a9"],
  ])("%s on %o", (model, shape, layoutHash, parametersHash) => {
    expect(hash(JSON.stringify(parameterLayout(model, shape, 10)))).toBe(layoutHash);
    const { buffer } = initialParameters(model, shape, 10, 7); // little-endian hosts, as all of today's
    expect(hash(new Uint8Array(buffer))).toBe(parametersHash);
  });
});

test("parameterCount is 7,850, 50,890 and 61,706 on 28×28×1 and ten classes", () => {
  expect(parameterCount("softmax", digits, 10)).toBe(784 * 10 + 10);
  expect(parameterCount("mlp", digits, 10)).toBe(784 * 64 + 64 + 64 * 10 + 10);
  // 25·6 + 6, 25·6·16 + 16, 400·120 + 120, 120·84 + 84, 84·10 + 10
  expect(parameterCount("lenet5", digits, 10)).toBe(156 + 2416 + 48_120 + 10_164 + 850);
});

test("lenet5 pads no picture of 32×32×3 and still flattens 5×5×16", () => {
  // 32 → 28 → 14 → 10 → 5; only the first filter grows, 75·6 + 6
  expect(parameterCount("lenet5", photos, 10)).toBe(456 + 2416 + 48_120 + 10_164 + 850);
  expect(parameterCount("softmax", photos, 10)).toBe(3072 * 10 + 10);
});

test("parameterCount of resnet20 is 272,474 on 32×32×3 and ten classes", () => {
  // filters: 27·16, then 9·16² six times, 9·16·32 + 5 · 9·32², 9·32·64 + 5 · 9·64², and the shortcuts 16·32 + 32·64
  const filters = 432 + 13_824 + (4608 + 46_080) + (18_432 + 184_320) + (512 + 2048);
  // a scale and a shift for each filter: 1 + 6 times 16, 6 + 1 times 32, 6 + 1 times 64
  const norms = 2 * (7 * 16 + 7 * 32 + 7 * 64);
  expect(parameterCount("resnet20", photos, 10)).toBe(filters + norms + 650);
  expect(filters + norms + 650).toBe(272_474);
});

test("the layout of resnet20 goes block by block, with the shortcut after the second convolution", () => {
  const layout = parameterLayout("resnet20", photos, 10);
  const at = layout.findIndex(({ name }) => name === "stage2.block1.conv1.weights");
  expect(layout.slice(at, at + 9).map(({ name, shape }) => [name, shape])).toEqual([
    ["stage2.block1.conv1.weights", [3, 3, 16, 32]],
    ["stage2.block1.conv1.scale", [32]],
    ["stage2.block1.conv1.shift", [32]],
    ["stage2.block1.conv2.weights", [3, 3, 32, 32]],
    ["stage2.block1.conv2.scale", [32]],
    ["stage2.block1.conv2.shift", [32]],
    ["stage2.block1.shortcut.weights", [1, 1, 16, 32]],
    ["stage2.block1.shortcut.scale", [32]],
    ["stage2.block1.shortcut.shift", [32]],
  ]);
});

test("initialParameters of resnet20 have scales of one and shifts of zero", () => {
  const parameters = initialParameters("resnet20", photos, 10, 1);
  for (const { name, offset, size } of parameterLayout("resnet20", photos, 10)) {
    const values = new Set(parameters.subarray(offset, offset + size));
    if (name.endsWith(".scale")) expect(values).toEqual(new Set([1]));
    if (name.endsWith(".shift")) expect(values).toEqual(new Set([0]));
  }
});

test("parameterLayout takes pictures that are not square", () => {
  // 20×30: padded, 20 → 10 → 6 → 3 and 30 → 15 → 11 → 5
  const tensors = parameterLayout("lenet5", { height: 20, width: 30, channels: 2 }, 7);
  expect(tensors.find(({ name }) => name === "dense1.weights")?.shape).toEqual([3 * 5 * 16, 120]);
  expect(tensors.at(-1)?.shape).toEqual([7]);
});

test("parameterLayout puts tensors one after another, weights before biases", () => {
  expect(parameterLayout("mlp", { height: 1, width: 2, channels: 1 }, 3)).toEqual([
    { name: "hidden.weights", shape: [2, 64], offset: 0, size: 128 },
    { name: "hidden.bias", shape: [64], offset: 128, size: 64 },
    { name: "output.weights", shape: [64, 3], offset: 192, size: 192 },
    { name: "output.bias", shape: [3], offset: 384, size: 3 },
  ]);
});

test("parameterLayout refuses pictures that the model would shrink to nothing", () => {
  expect(() => parameterCount("lenet5", { height: 11, width: 28, channels: 1 }, 10)).toThrow(
    new RangeError("parameterLayout: lenet5 needs pictures of at least 12×12, got 11×28"),
  );
  expect(() => parameterCount("resnet20", { height: 32, width: 3, channels: 3 }, 10)).toThrow(
    "parameterLayout: resnet20 needs pictures of at least 4×4, got 32×3",
  );
  expect(parameterCount("lenet5", { height: 12, width: 12, channels: 1 }, 10)).toBeGreaterThan(0);
});

test("initialParameters have biases of zero, weights within He's limit before a ReLU and Glorot's before the classes", () => {
  const parameters = initialParameters("mlp", digits, 10, 1);
  const largest = (from: number, size: number) =>
    parameters.subarray(from, from + size).reduce((most, w) => Math.max(most, Math.abs(w)), 0);
  const he = Math.sqrt(6 / 784);
  expect(largest(0, 50_176)).toBeLessThanOrEqual(he);
  expect(largest(0, 50_176)).toBeGreaterThan(0.999 * he);
  expect(largest(50_176, 64)).toBe(0);
  const glorot = Math.sqrt(6 / 74);
  expect(largest(50_240, 640)).toBeLessThanOrEqual(glorot);
  expect(largest(50_240, 640)).toBeGreaterThan(0.98 * glorot);
  expect(largest(50_880, 10)).toBe(0);
});

test("initialParameters depend on the seed alone", () => {
  const [a, b, c] = [1, 1, 2].map((seed) => initialParameters("lenet5", digits, 10, seed));
  expect(a).toEqual(b);
  expect(a.filter((w, i) => w === c[i] && w !== 0)).toHaveLength(0);
});

test('paddingOf refuses "same" where tfjs pads unevenly', () => {
  expect(paddingOf({ pad: "same", side: 5, stride: 1 })).toBe(2);
  expect(paddingOf({ pad: "valid", side: 5, stride: 2 })).toBe(0);
  expect(() => paddingOf({ pad: "same", side: 3, stride: 2 })).toThrow(
    'paddingOf: "same" needs stride 1 and an odd side, got stride 2, side 3',
  );
  expect(() => paddingOf({ pad: "same", side: 2, stride: 1 })).toThrow("got stride 1, side 2");
});
