import { startBackend } from "@honest-majority/backends";
import { stream } from "@honest-majority/random";
import {
  backend,
  Conv2DBackpropFilter,
  getKernel,
  type KernelFunc,
  type Tensor,
  tensor,
  tidy,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { slicedFilterGradient } from "./slicedFilterGradient";

const random = stream(4, "sliced");
const normals = (shape: number[]) =>
  tensor(
    Float32Array.from({ length: shape.reduce((n, k) => n * k, 1) }, () => random.normal()),
    shape,
  );

test.each([
  [[3, 9, 7, 3], [3, 5, 3, 4], 1, "same"],
  [[2, 14, 14, 6], [5, 5, 6, 16], 1, "valid"],
  [[2, 8, 8, 3], [3, 3, 3, 5], 2, 1],
  [[2, 8, 8, 3], [1, 1, 3, 5], 2, "valid"],
] as const)(
  "slicedFilterGradient on %j with filters %j, stride %d, equals filterGradient",
  async (...one) => {
    const [shape, filterShape, stride, pad] = one;
    await startBackend("wasm");
    const size = (n: number, side: number) =>
      pad === "same" ? n : Math.floor((n + (pad === 1 ? 2 : 0) - side) / stride) + 1;
    const [x, dy] = [
      normals([...shape]),
      normals([shape[0], size(shape[1], filterShape[0]), size(shape[2], filterShape[1]), filterShape[3]]),
    ];
    const attrs = { strides: [stride, stride], pad, dataFormat: "NHWC", filterShape: [...filterShape] };
    const [found, expected] = [
      slicedFilterGradient("wasm").kernelFunc,
      getKernel(Conv2DBackpropFilter, "wasm").kernelFunc,
    ].map((kernel) => valuesOf(kernel, { x, dy }, attrs));
    const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(scale).toBeGreaterThan(1);
    expect(found).toHaveLength(expected.length);
    found.forEach((value, i) => void expect(Math.abs(value - expected[i])).toBeLessThan(1e-5 * scale));
  },
);

function valuesOf(kernelFunc: KernelFunc, inputs: Record<string, Tensor>, attrs: object): Float32Array {
  return tidy(() => {
    const out = kernelFunc({ inputs, attrs: attrs as never, backend: backend() });
    const { dataId } = Array.isArray(out) ? out[0] : out;
    return (backend().readSync(dataId) as Float32Array).slice();
  });
}
