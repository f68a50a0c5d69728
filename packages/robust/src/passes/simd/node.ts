import type { KernelModule } from "@honest-majority/kernels";
import { readKernels } from "@honest-majority/kernels/node";

/**
 * Loads the kernels for `simdPasses` in Node.
 *
 * @throws Error when they are not built, or built from older sources: their results could be wrong.
 */
export async function loadKernels(): Promise<KernelModule> {
  return readKernels({
    packed: new URL("./robust.wasm", import.meta.url),
    built: new URL("../../../dist/robust.wasm", import.meta.url),
    sources: new URL("../../../assembly", import.meta.url),
  });
}
