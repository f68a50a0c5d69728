import "@tensorflow/tfjs-backend-cpu";
import {
  Conv2D,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  FusedConv2D,
  findBackend,
  getKernel,
  memory,
  registerBackend,
  registerKernel,
  setBackend,
  unregisterKernel,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { copyKernels, useBackend } from "./backends.cases";
import { registerNumericPadding } from "./numericPadding";
import { selfTest } from "./selfTest";

/** The CPU backend with convolutions that refuse a number as padding, as those of tfjs-node do. */
async function useParticularBackend(): Promise<void> {
  await useBackend("cpu");
  registerBackend("particular", () => findBackend("cpu"));
  copyKernels("cpu", "particular", []);
  for (const name of [Conv2D, FusedConv2D, Conv2DBackpropFilter, Conv2DBackpropInput]) {
    const own = getKernel(name, "particular");
    unregisterKernel(name, "particular");
    registerKernel({
      ...own,
      kernelFunc(call) {
        const padding = call.attrs?.pad;
        if (typeof padding === "number" && padding > 0) throw new Error("no number as padding");
        return own.kernelFunc(call);
      },
    });
  }
  await setBackend("particular");
}

test("registerNumericPadding lets a backend that knows only same and valid train a model with padding 1", async () => {
  await useParticularBackend();
  expect(await selfTest(["resnet20"])).toEqual({ ok: false, detail: "no number as padding" });
  registerNumericPadding("particular");
  registerNumericPadding("particular"); // again: changes nothing
  const before = memory().numTensors;
  expect(await selfTest(["resnet20", "lenet5"])).toMatchObject({ ok: true });
  expect(memory().numTensors).toBe(before);
});
