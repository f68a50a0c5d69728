/** The backends that Node has without a native build: what holds on one must hold on each. */
import { createRequire } from "node:module";
import { dirname, sep } from "node:path";
import "@tensorflow/tfjs-backend-cpu";
import { setThreadsCount, setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { env, getKernelsForBackend, registerKernel, setBackend } from "@tensorflow/tfjs-core";
import { registerMissingKernels } from "./missingKernels";
import { loadKernels } from "./wasm/node";
import { registerWasmKernels } from "./wasm/register";

export const TEST_BACKENDS = ["cpu", "wasm"] as const;

env().set("IS_TEST", true); // no advertisement on stderr

/** Makes a backend the current one, with the kernels it needs. */
export async function useBackend(name: string): Promise<void> {
  const wasm = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm");
  setWasmPaths(dirname(wasm) + sep);
  setThreadsCount(1);
  if (TEST_BACKENDS.some((known) => known === name)) registerMissingKernels(name);
  if (!(await setBackend(name))) throw new Error(`useBackend: ${name} does not start`);
  if (name !== "wasm") return;
  const loaded = await registerWasmKernels(await loadKernels());
  if (!loaded.ok) throw new Error(`useBackend: our kernels do not load: ${loaded.detail}`);
}

/** Registers the kernels of `from` for another backend too, except those in `without`. */
export function copyKernels(from: string, to: string, without: readonly string[]): void {
  for (const kernel of getKernelsForBackend(from)) {
    if (!without.includes(kernel.kernelName)) registerKernel({ ...kernel, backendName: to });
  }
}
