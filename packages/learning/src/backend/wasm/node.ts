import { readKernels } from "@honest-majority/kernels/node";

/**
 * Loads the kernels for `registerWasmKernels` in Node. A tab fetches and compiles the same file.
 *
 * @throws Error when they are not built, or built from older sources: they could train wrongly.
 */
export function loadKernels(): WebAssembly.Module {
  return readKernels({
    packed: new URL("./kernels.wasm", import.meta.url),
    built: new URL("../../../dist/kernels.wasm", import.meta.url),
    sources: new URL("../../../assembly", import.meta.url),
  });
}
