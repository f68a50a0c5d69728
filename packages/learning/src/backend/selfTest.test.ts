import { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import {
  BatchMatMul,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  getKernel,
  type KernelConfig,
  MaxPoolGrad,
  memory,
  Relu,
  registerBackend,
  registerKernel,
  Step,
  type TensorInfo,
} from "@tensorflow/tfjs-core";
import { expect, test, vi } from "vitest";
import { copyKernels, TEST_BACKENDS, useBackend } from "./backends.cases";
import { selfTest } from "./selfTest";

vi.setConfig({ testTimeout: 30_000 }); // the CPU backend on a busy machine

test.each(TEST_BACKENDS)(
  "selfTest accepts %s, with a rounding error, and leaves no tensor",
  async (backend) => {
    await useBackend(backend);
    const before = memory().numTensors;
    const answer = await selfTest();
    expect(answer).toEqual({ ok: true, largestError: expect.any(Number) });
    const { largestError } = answer as { largestError: number };
    expect(largestError).toBeGreaterThan(1e-9); // float32 against double precision is never exact
    expect(largestError).toBeLessThan(2e-5);
    expect(memory().numTensors).toBe(before);
  },
);

let made = 0;

/** The CPU backend with one kernel replaced. */
async function breakKernel(name: string, broken: (cpu: KernelConfig) => KernelConfig | undefined) {
  await useBackend("cpu");
  const backend = `without ${name} ${++made}`;
  registerBackend(backend, () => new MathBackendCPU());
  copyKernels("cpu", backend, [name]);
  const kernel = broken(getKernel(name, "cpu"));
  if (kernel) registerKernel({ ...kernel, kernelName: name, backendName: backend });
  await useBackend(backend);
}

/** The right result, but with the value at `at` off by a hundredth. */
const offByAHundredth =
  (at: number) =>
  (cpu: KernelConfig): KernelConfig => ({
    ...cpu,
    kernelFunc: (call) => {
      const out = cpu.kernelFunc(call) as TensorInfo;
      const { values } = (call.backend as MathBackendCPU).data.get(out.dataId);
      (values as Float32Array)[at] *= 1.01;
      (values as Float32Array)[at] += 0.01;
      return out;
    },
  });

test.each([
  [BatchMatMul, 14, /the product a·b should be/],
  [Relu, 3, /mlp/],
  [Step, 5, /the gradient of mlp's hidden/],
  [MaxPoolGrad, 7, /the gradient of lenet5's conv/],
  [Conv2DBackpropFilter, 100, /the gradient of lenet5's conv1.weights/],
  [Conv2DBackpropInput, 0, /the gradient of lenet5's conv1/],
])("selfTest refuses a backend whose %s is wrong in one place, and says why", async (kernel, at, detail) => {
  await breakKernel(kernel, offByAHundredth(at));
  const answer = await selfTest(["mlp", "lenet5"]);
  expect(answer).toEqual({ ok: false, detail: expect.stringMatching(detail) });
});

test("selfTest refuses a backend that ignores a transposition", async () => {
  await breakKernel(BatchMatMul, (cpu) => ({
    ...cpu,
    kernelFunc: (call) => {
      const { a, b } = call.inputs as { a: TensorInfo; b: TensorInfo };
      const { transposeA, transposeB } = call.attrs as { transposeA: boolean; transposeB: boolean };
      const turned = { ...b, shape: b.shape.toReversed() };
      return cpu.kernelFunc({
        ...call,
        inputs: { a, b: transposeB ? turned : b },
        attrs: { transposeA, transposeB: false },
      });
    },
  }));
  expect(await selfTest()).toEqual({ ok: false, detail: expect.stringContaining("the product a·bᵀ") });
});

test("selfTest refuses a backend that returns NaN", async () => {
  await breakKernel(Relu, (cpu) => ({
    ...cpu,
    kernelFunc: (call) => {
      const out = cpu.kernelFunc(call) as TensorInfo;
      ((call.backend as MathBackendCPU).data.get(out.dataId).values as Float32Array).fill(NaN);
      return out;
    },
  }));
  expect(await selfTest()).toEqual({ ok: false, detail: expect.stringContaining("got NaN") });
});

test("selfTest refuses a backend that lacks a kernel, and names it", async () => {
  const silence = vi.spyOn(console, "warn").mockImplementation(() => {});
  await breakKernel(MaxPoolGrad, () => undefined);
  expect(await selfTest()).toEqual({ ok: false, detail: expect.stringContaining("MaxPoolGrad") });
  silence.mockRestore();
});
