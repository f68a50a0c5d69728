import type { KernelModule } from "@honest-majority/kernels";
import { readKernels } from "@honest-majority/kernels/node";

/**
 * Loads the kernels for `registerWasmKernels` in Node.
 *
 * @throws Error when they are not built, or built from older sources: they could train wrongly.
 */
export async function loadKernels(): Promise<KernelModule> {
  return readKernels({
    packed: new URL("./kernels.wasm", import.meta.url),
    built: new URL("../../../dist/kernels.wasm", import.meta.url),
    sources: new URL("../../../assembly", import.meta.url),
  });
}
