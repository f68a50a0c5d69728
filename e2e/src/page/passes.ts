/** A page's script that runs the cases of the passes: on tfjs's WebGPU backend and in SIMD WebAssembly. */

import "@tensorflow/tfjs-backend-webgpu";
import { type CaseResult, runCases } from "@honest-majority/testing/page/vitest";
import { enableProdMode, setBackend } from "@tensorflow/tfjs-core";
import { updateMatrixCases } from "../../../packages/robust/src/matrix/updateMatrix.cases";
import { conformanceCases } from "../../../packages/robust/src/methods/conformance.cases";
import { inHeap } from "../../../packages/robust/src/passes/simd/inHeap.cases";
import { simdPasses } from "../../../packages/robust/src/passes/simd/passes";
import { onTensors } from "../../../packages/robust/src/passes/tfjs/landed.cases";
import { tfjsPasses } from "../../../packages/robust/src/passes/tfjs/passes";

declare global {
  var casesOn: { webgpu(): Promise<CaseResult[]>; simd(): Promise<CaseResult[]> };
}

const now = () => performance.now();
enableProdMode();

globalThis.casesOn = {
  async webgpu() {
    if (!(await setBackend("webgpu"))) throw new Error("this page has no WebGPU");
    updateMatrixCases("tfjs on webgpu", onTensors);
    conformanceCases("tfjs on webgpu", tfjsPasses());
    return runCases(now);
  },
  async simd() {
    const kernels = await WebAssembly.compileStreaming(fetch("/robust.wasm"));
    updateMatrixCases("SIMD", inHeap(kernels));
    conformanceCases("SIMD", simdPasses(kernels));
    return runCases(now);
  },
};
