/** Compares our kernels with the CPU backend's own kernels, which are plain loops. */
import { stream } from "@honest-majority/random";
import "@tensorflow/tfjs-backend-cpu";
import {
  _FusedMatMul,
  BatchMatMul,
  backend_util,
  Conv2D,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  engine,
  FusedConv2D,
  MaxPool,
  MaxPoolGrad,
  memory,
  Sum,
  setBackend,
  type Tensor,
  tensor,
  tidy,
} from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { useBackend } from "../backends.cases";
import { kernelsOf } from "./kernels";
import { loadKernels } from "./node";
import { registerWasmKernels } from "./register";

vi.setConfig({ testTimeout: 30_000 }); // the CPU backend on a busy machine

type Values = { shape: number[]; values: Float32Array };
type Attributes = Record<string, unknown>;
interface Case {
  kernel: string;
  inputs: Record<string, Values>;
  attributes: Attributes;
  truth?: Values;
}

const random = stream(3, "kernels");
const normals = (shape: number[]): Values => ({
  shape,
  values: Float32Array.from({ length: shape.reduce((n, k) => n * k, 1) }, () => random.normal()),
});

function run({ kernel, inputs, attributes }: Case): Values {
  return tidy(() => {
    const tensors = Object.fromEntries(
      Object.entries(inputs).map(([name, { shape, values }]) => [name, tensor(values, shape)]),
    );
    type Call = ReturnType<typeof engine>["runKernel"];
    const out = engine().runKernel(kernel, tensors, attributes as Parameters<Call>[2]) as Tensor;
    return { shape: out.shape, values: out.dataSync<"float32">().slice() };
  });
}

function expectTruth(one: Case) {
  const { shape, values } = run(one);
  expect(shape).toEqual(one.truth!.shape);
  const truth = one.truth!.values;
  const scale = truth.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  expect(scale).toBeGreaterThan(0);
  const worst = truth.reduce((most, x, i) => Math.max(most, Math.abs(x - values[i])), 0);
  expect(worst, JSON.stringify([one.kernel, shape, one.attributes])).toBeLessThan(1e-5 * scale);
}

/** [batch, height, width, channels], [rows, columns, filters], stride, padding. */
const convolutions: [number[], number[], number, "same" | "valid"][] = [
  [[3, 28, 28, 1], [5, 5, 6], 1, "same"], // lenet5's two convolutions
  [[3, 14, 14, 6], [5, 5, 16], 1, "valid"],
  [[2, 9, 8, 16], [3, 3, 16], 1, "same"], // resnet20's convolutions
  [[2, 8, 8, 16], [3, 3, 32], 2, "same"],
  [[2, 7, 9, 3], [3, 2, 5], 1, "same"], // filters and pixels that do not fill a tile
  [[1, 9, 7, 5], [3, 2, 12], 2, "valid"], // a last column that no window touches
  [[2, 6, 5, 4], [1, 1, 9], 2, "valid"],
  [[1, 5, 5, 2], [5, 5, 20], 1, "valid"], // one window
  [[2, 8, 7, 2], [3, 1, 4], 2, "same"], // zeros only below
  [[2, 7, 8, 2], [1, 3, 4], 2, "same"], // zeros only to the right
];
const matrices = [
  [1, 1, 1],
  [3, 7, 5],
  [32, 50, 64],
  [5, 12, 84],
  [33, 10, 10],
  [2, 3, 24],
];

function convolutionCases(): Case[] {
  return convolutions.flatMap(([shape, [rows, columns, filters], stride, pad]): Case[] => {
    const filterShape: [number, number, number, number] = [rows, columns, shape[3], filters];
    const attributes = { strides: [stride, stride], pad, dataFormat: "NHWC", dilations: [1, 1] };
    const [x, filter, bias] = [normals(shape), normals(filterShape), normals([filters])];
    const { outShape } = backend_util.computeConv2DInfo(
      shape as [number, number, number, number],
      filterShape,
      stride,
      1,
      pad,
    );
    const dy = normals(outShape);
    return [
      { kernel: Conv2D, inputs: { x, filter }, attributes },
      { kernel: FusedConv2D, inputs: { x, filter, bias }, attributes },
      { kernel: FusedConv2D, inputs: { x, filter, bias }, attributes: { ...attributes, activation: "relu" } },
      { kernel: Conv2DBackpropFilter, inputs: { x, dy }, attributes: { ...attributes, filterShape } },
      {
        kernel: Conv2DBackpropInput,
        inputs: { dy, filter },
        attributes: { ...attributes, inputShape: shape },
      },
    ];
  });
}

function matrixCases(): Case[] {
  const turnings = [0, 1, 2, 3].map((i) => ({ transposeA: i % 2 === 1, transposeB: i > 1 }));
  return matrices.flatMap(([height, inner, width]) =>
    turnings.flatMap((turning): Case[] => {
      const a = normals(turning.transposeA ? [inner, height] : [height, inner]);
      const b = normals(turning.transposeB ? [width, inner] : [inner, width]);
      const bias = { shape: [width], values: normals([width]).values.map((x) => x + 3) };
      return [
        { kernel: BatchMatMul, inputs: { a, b }, attributes: turning },
        {
          kernel: _FusedMatMul, // as tfjs calls it, with a batch of one
          inputs: { a: { ...a, shape: [1, ...a.shape] }, b: { ...b, shape: [1, ...b.shape] }, bias },
          attributes: { ...turning, activation: "relu" },
        },
      ];
    }),
  );
}

function poolCases(): Case[] {
  const attributes = { filterSize: [2, 2], strides: [2, 2], pad: "valid" };
  return [
    [2, 5, 7, 6], // a last row and column that no square touches; channels that fill no tile
    [1, 4, 4, 16],
    [2, 6, 6, 3], // too few channels for ours; tfjs' own is wrong where all four are negative, or equal
  ].map((shape) => {
    const input = normals(shape);
    input.values = input.values.map(shape[3] < 4 ? Math.abs : Math.round); // rounded, there are ties
    const output = run({ kernel: MaxPool, inputs: { x: input }, attributes });
    return { kernel: MaxPoolGrad, inputs: { dy: normals(output.shape), input, output }, attributes };
  });
}

function sumCases(): Case[] {
  const sums: [number[], number[]][] = [
    [[7, 10], [0]],
    [[6, 3], [0]],
    [
      [2, 3, 4, 6],
      [0, 1, 2],
    ],
    [[1, 8], [0]],
    [[3, 5, 7], [1]],
    [
      [2, 3, 4, 5],
      [1, 2],
    ],
  ];
  return sums.map(([shape, axis]) => ({
    kernel: Sum,
    inputs: { x: normals(shape) },
    attributes: { axis, keepDims: false },
  }));
}

/** The cases that our kernels leave to tfjs. */
function otherCases(): Case[] {
  const x = normals([2, 8, 8, 4]);
  const filter = normals([3, 3, 4, 5]);
  const attributes = { strides: [1, 1], pad: "same", dataFormat: "NHWC", dilations: [2, 2] };
  const [a, b] = [normals([3, 4, 5]), normals([3, 5, 6])];
  return [
    { kernel: Conv2D, inputs: { x, filter }, attributes },
    {
      kernel: FusedConv2D,
      inputs: { x, filter },
      attributes: { ...attributes, dilations: [1, 1], activation: "sigmoid" },
    },
    { kernel: BatchMatMul, inputs: { a, b }, attributes: { transposeA: false, transposeB: false } },
    { kernel: Sum, inputs: { x }, attributes: { axis: [3], keepDims: false } },
  ];
}

describe("our WASM kernels", () => {
  const cases: Case[] = [];

  beforeAll(async () => {
    await setBackend("cpu"); // with its own kernels: useBackend replaces one
    cases.push(...convolutionCases(), ...matrixCases(), ...poolCases(), ...sumCases(), ...otherCases());
    for (const one of cases) one.truth = run(one);
    await useBackend("wasm");
  });

  test.each(Object.keys(kernelsOf({} as never, {} as never)))(
    "%s equals the kernel of the CPU backend",
    (kernel) => {
      const own = cases.filter((one) => one.kernel === kernel);
      expect(own.length).toBeGreaterThan(0);
      const before = memory().numTensors;
      for (const one of own) expectTruth(one);
      expect(memory().numTensors).toBe(before);
    },
  );

  test("a convolution and a product pass NaN on", () => {
    for (const one of cases.filter(({ kernel }) => kernel === FusedConv2D || kernel === _FusedMatMul)) {
      if (one.attributes.activation !== "relu") continue;
      const [name] = Object.keys(one.inputs);
      const { shape, values } = one.inputs[name];
      const inputs = { ...one.inputs, [name]: { shape, values: values.with(0, NaN) } };
      expect(run({ ...one, inputs }).values[0], JSON.stringify(one.attributes)).toBeNaN();
    }
  });
});

test("registerWasmKernels may be called twice, and refuses another backend with a reason", async () => {
  await useBackend("wasm");
  expect(await registerWasmKernels(await loadKernels())).toEqual({ ok: true });
  await useBackend("cpu");
  expect(await registerWasmKernels(await loadKernels())).toEqual({
    ok: false,
    detail: "the current backend is not tfjs' WASM backend",
  });
});
