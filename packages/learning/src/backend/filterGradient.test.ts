import { stream } from "@honest-majority/random";
import "@tensorflow/tfjs-backend-cpu";
import {
  backend,
  Conv2DBackpropFilter,
  engine,
  getBackend,
  getKernel,
  type KernelFunc,
  memory,
  setBackend,
  type Tensor,
  type TensorInfo,
  tensor,
  tidy,
} from "@tensorflow/tfjs-core";
import { expect, test, vi } from "vitest";
import { useBackend } from "./backends.cases";
import { filterGradientKernel } from "./filterGradient";
import { registerMissingKernels } from "./missingKernels";

vi.setConfig({ testTimeout: 30_000 }); // the CPU backend on a busy machine

const random = stream(2, "filter");
const normals = (shape: readonly number[]) =>
  Float32Array.from({ length: shape.reduce((n, x) => n * x, 1) }, () => random.normal());

interface Case {
  x: [number, number, number, number];
  dy: [number, number, number, number];
  filter: [number, number, number, number];
  pad: "same" | "valid" | number;
  stride?: number;
}
const cases: Case[] = [
  { x: [3, 28, 28, 1], dy: [3, 28, 28, 6], filter: [5, 5, 1, 6], pad: "same" },
  { x: [3, 14, 14, 6], dy: [3, 10, 10, 16], filter: [5, 5, 6, 16], pad: "valid" },
  { x: [2, 9, 7, 3], dy: [2, 9, 7, 2], filter: [2, 3, 3, 2], pad: "same" },
  { x: [1, 4, 6, 2], dy: [1, 4, 3, 5], filter: [1, 4, 2, 5], pad: "valid" },
  { x: [2, 8, 8, 3], dy: [2, 4, 4, 5], filter: [3, 3, 3, 5], pad: 1, stride: 2 },
  { x: [2, 8, 8, 3], dy: [2, 4, 4, 5], filter: [1, 1, 3, 5], pad: "valid", stride: 2 },
  { x: [1, 9, 8, 2], dy: [1, 3, 3, 3], filter: [2, 3, 2, 3], pad: "same", stride: 3 },
];

function filterGradientOf(
  kernel: KernelFunc,
  { x, dy, filter, pad, stride = 1 }: Case,
  values: [Float32Array, Float32Array],
) {
  return tidy(() => {
    const gradient = kernel({
      inputs: { x: tensor(values[0], x), dy: tensor(values[1], dy) },
      attrs: { strides: [stride, stride], pad, dataFormat: "NHWC", filterShape: filter },
      backend: backend(),
    });
    return (gradient as Tensor).dataSync<"float32">().slice();
  });
}

test("filterGradientKernel equals the kernel of the CPU backend, on WASM and CPU", async () => {
  const inputs = cases.map(({ x, dy }): [Float32Array, Float32Array] => [normals(x), normals(dy)]);
  await setBackend("cpu"); // before useBackend replaces its kernel
  const own = getKernel(Conv2DBackpropFilter, "cpu").kernelFunc;
  const expected = cases.map((one, i) => {
    const run: KernelFunc = (call) => engine().makeTensorFromTensorInfo(own(call) as TensorInfo);
    return filterGradientOf(run, one, inputs[i]);
  });
  for (const name of ["wasm", "cpu"]) {
    await useBackend(name);
    const { kernelFunc } = filterGradientKernel(getBackend());
    const before = memory().numTensors;
    cases.forEach((one, i) => {
      const scale = expected[i].reduce((most, v) => Math.max(most, Math.abs(v)), 0);
      const found = filterGradientOf(kernelFunc, one, inputs[i]);
      expect(found).toHaveLength(expected[i].length);
      const worst = found.reduce((most, v, j) => Math.max(most, Math.abs(v - expected[i][j])), 0);
      expect(worst / scale, JSON.stringify(one)).toBeLessThan(1e-5);
    });
    expect(memory().numTensors).toBe(before);
  }
});

test("filterGradientKernel refuses channels in front", async () => {
  await useBackend("wasm");
  const { kernelFunc } = filterGradientKernel("wasm");
  const [x, dy] = [tensor(normals([1, 5, 5, 1]), [1, 5, 5, 1]), tensor(normals([1, 3, 3, 1]), [1, 3, 3, 1])];
  const attrs = { strides: [1, 1], pad: "valid", dataFormat: "NCHW", filterShape: [3, 3, 1, 1] };
  expect(() => kernelFunc({ inputs: { x, dy }, attrs, backend: backend() })).toThrow(
    "filterGradient: needs NHWC, got NCHW",
  );
});

test("registerMissingKernels may be called twice", () => {
  registerMissingKernels("wasm");
  registerMissingKernels("cpu");
});
