import { stream } from "@honest-majority/random";
import "@tensorflow/tfjs-backend-cpu";
import { Conv2DBackpropFilter, engine, memory, tensor, tidy } from "@tensorflow/tfjs-core";
import { expect, test, vi } from "vitest";
import { useBackend } from "./backends.cases";
import { registerMissingKernels } from "./missingKernels";

vi.setConfig({ testTimeout: 30_000 }); // the CPU backend on a busy machine

const random = stream(2, "filter");
const normals = (shape: readonly number[]) =>
  Float32Array.from({ length: shape.reduce((n, x) => n * x, 1) }, () => random.normal());

interface Case {
  x: [number, number, number, number];
  dy: [number, number, number, number];
  filter: [number, number, number, number];
  pad: "same" | "valid";
}
const cases: Case[] = [
  { x: [3, 28, 28, 1], dy: [3, 28, 28, 6], filter: [5, 5, 1, 6], pad: "same" },
  { x: [3, 14, 14, 6], dy: [3, 10, 10, 16], filter: [5, 5, 6, 16], pad: "valid" },
  { x: [2, 9, 7, 3], dy: [2, 9, 7, 2], filter: [2, 3, 3, 2], pad: "same" },
  { x: [1, 4, 6, 2], dy: [1, 4, 3, 5], filter: [1, 4, 2, 5], pad: "valid" },
];

function filterGradientOf({ x, dy, filter, pad }: Case, values: [Float32Array, Float32Array], strides = 1) {
  return tidy(() =>
    Float32Array.from(
      (
        engine().runKernel(
          Conv2DBackpropFilter,
          { x: tensor(values[0], x), dy: tensor(values[1], dy) },
          { strides: [strides, strides], pad, dataFormat: "NHWC", filterShape: filter },
        ) as ReturnType<typeof tensor>
      ).dataSync(),
    ),
  );
}

test("on WASM and CPU the kernel from slices equals the CPU backend's own", async () => {
  const inputs = cases.map(({ x, dy }): [Float32Array, Float32Array] => [normals(x), normals(dy)]);
  const { setBackend } = await import("@tensorflow/tfjs-core");
  await setBackend("cpu"); // before useBackend replaces its kernel
  const expected = cases.map((shapes, i) => filterGradientOf(shapes, inputs[i]));
  for (const backend of ["wasm", "cpu"]) {
    await useBackend(backend);
    const before = memory().numTensors;
    cases.forEach((shapes, i) => {
      const scale = expected[i].reduce((most, v) => Math.max(most, Math.abs(v)), 0);
      const found = filterGradientOf(shapes, inputs[i]);
      expect(found).toHaveLength(expected[i].length);
      const worst = found.reduce((most, v, j) => Math.max(most, Math.abs(v - expected[i][j])), 0);
      expect(worst / scale, JSON.stringify(shapes)).toBeLessThan(1e-5);
    });
    expect(memory().numTensors).toBe(before);
  }
});

test("a stride it cannot do is refused", async () => {
  await useBackend("wasm");
  const strided: Case = { x: [1, 5, 5, 1], dy: [1, 2, 2, 1], filter: [3, 3, 1, 1], pad: "valid" };
  expect(() => filterGradientOf(strided, [normals(strided.x), normals(strided.dy)], 2)).toThrow(
    "filterGradient: needs stride 1 and NHWC, got 2×2 and NHWC",
  );
});

test("registering twice does no harm", () => {
  registerMissingKernels("wasm");
  registerMissingKernels("cpu");
});
