import type { KernelModule } from "@honest-majority/kernels";
import { fetchKernels } from "@honest-majority/kernels/browser";

/**
 * Fetches and compiles the kernels for `registerWasmKernels`.
 *
 * @throws Error when the server does not have their file.
 */
export function loadKernels(): Promise<KernelModule> {
  return fetchKernels(new URL("../../../dist/kernels.wasm", import.meta.url));
}
