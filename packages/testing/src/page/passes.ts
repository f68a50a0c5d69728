/** The page that runs the passes' cases on tfjs's WebGPU backend. */

import "@tensorflow/tfjs-backend-webgpu";
import { enableProdMode, setBackend } from "@tensorflow/tfjs-core";
import { conformanceCases } from "../../../robust/src/conformance.cases";
import { onTensors } from "../../../robust/src/tfjs/landed.cases";
import { tfjsPasses } from "../../../robust/src/tfjs/passes";
import { updateMatrixCases } from "../../../robust/src/updateMatrix.cases";
import { type CaseResult, runCases } from "./vitest";

declare global {
  var casesOnWebgpu: () => Promise<CaseResult[]>;
}

enableProdMode();
globalThis.casesOnWebgpu = async () => {
  if (!(await setBackend("webgpu"))) throw new Error("this page has no WebGPU");
  updateMatrixCases("tfjs on webgpu", onTensors);
  conformanceCases("tfjs on webgpu", tfjsPasses());
  return runCases(() => performance.now());
};
