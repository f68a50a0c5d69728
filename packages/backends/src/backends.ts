/** Names the tfjs backends of Node. Optional packages are used when they are installed, and never needed. */

import {
  type Rung,
  registerMissingKernels,
  registerNumericPadding,
  registerWasmKernels,
  selfTest,
} from "@honest-majority/learning";
import { loadKernels } from "@honest-majority/learning/kernels";
import { backend, enableProdMode, setBackend } from "@tensorflow/tfjs-core";
import { importOptional } from "./importOptional";
import { firstThatServes, unlessDead } from "./ladder";

const LADDER: readonly Rung[] = [
  { name: "tfjs-node-gpu", start: startTensorFlowOnGpu },
  { name: "tfjs-node", start: () => startTensorFlow("@tensorflow/tfjs-node") },
  { name: "webgpu", start: startDawn },
  { name: "wasm", start: startWasm },
  { name: "cpu", start: startCpu },
];

/**
 * Makes the best backend that works here this thread's tfjs backend.
 *
 * @param dead backends that have died in this process, by name, and why; they are not tried again
 */
export function chooseNodeBackend(
  dead: ReadonlyMap<string, string> = new Map(),
): Promise<{ name: string; note: string }> {
  enableProdMode(); // tfjs advises every Node user to install tfjs-node; the note says it in fewer lines
  return firstThatServes(
    LADDER.map((rung) => unlessDead(rung, dead.get(rung.name))),
    selfTest,
  );
}

/** Resolves with the reason when the present backend says that it is gone; undefined for one that cannot say so. */
export function whenGone(): Promise<string> | undefined {
  const { device } = backend() as { device?: GPUDevice };
  return device?.lost.then(({ reason, message }) => message || reason);
}

/** In the order of the attempts. */
export const BACKEND_NAMES: readonly string[] = LADDER.map(({ name }) => name);

/**
 * Makes the backend of that name this thread's tfjs backend, without a self-test.
 *
 * @throws NotInstalled when its package is missing, or the backend's own error when it cannot start.
 */
export async function startBackend(name: string): Promise<void> {
  const rung = LADDER.find((one) => one.name === name);
  if (!rung) throw new RangeError(`startBackend: must be one of ${BACKEND_NAMES.join(", ")}, got ${name}`);
  enableProdMode();
  await rung.start();
}

async function startTensorFlowOnGpu(): Promise<void> {
  await startTensorFlow("@tensorflow/tfjs-node-gpu");
  // without a GPU that its CUDA can use, the package computes on the CPU and says nothing
  const { isUsingGpuDevice } = backend() as { isUsingGpuDevice?: boolean };
  if (isUsingGpuDevice === false) throw new Error("it finds no GPU");
}

async function startTensorFlow(packageName: string): Promise<void> {
  await importOptional(packageName);
  registerNumericPadding("tensorflow");
  await use("tensorflow");
}

interface Dawn {
  create(flags: string[]): GPU;
  globals: Record<string, unknown>;
}

async function startDawn(): Promise<void> {
  const { create, globals } = (await importOptional("webgpu")) as Dawn;
  const gpu = create([]);
  if ((await gpu.requestAdapter()) === null) throw new Error("it finds no GPU");
  Object.assign(globalThis, globals);
  // Node 22 has a navigator, Node 20 has none
  if (typeof navigator === "undefined") {
    Object.defineProperty(globalThis, "navigator", { value: { userAgent: "Node.js" }, configurable: true });
  }
  Object.defineProperty(navigator, "gpu", { value: gpu, configurable: true });
  // tfjs registers its WebGPU backend only where it sees a page or a Web Worker, while it is loaded
  Object.defineProperty(globalThis, "WorkerGlobalScope", { value: class {}, configurable: true });
  await import("@tensorflow/tfjs-backend-webgpu");
  await use("webgpu");
}

async function startWasm(): Promise<void> {
  await import("@tensorflow/tfjs-backend-wasm");
  registerMissingKernels("wasm");
  await use("wasm");
  try {
    await registerWasmKernels(await loadKernels());
  } catch {
    // not built: tfjs' own kernels give the same results, slower
  }
}

async function startCpu(): Promise<void> {
  await import("@tensorflow/tfjs-backend-cpu");
  await use("cpu");
}

async function use(name: string): Promise<void> {
  if (!(await setBackend(name))) throw new Error("tfjs cannot set it up");
}
