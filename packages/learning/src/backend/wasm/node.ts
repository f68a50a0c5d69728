import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const BUILT = new URL("../../../dist/kernels.wasm", import.meta.url);

/**
 * The kernels for `registerWasmKernels`, in Node. A tab fetches and compiles the same file.
 *
 * @throws Error when they are not built.
 */
export function loadKernels(): WebAssembly.Module {
  return new WebAssembly.Module(read());
}

function read(): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(readFileSync(BUILT));
  } catch (error) {
    const path = fileURLToPath(BUILT);
    throw new Error(`loadKernels: ${path} must be there, \`npm run build\` makes it`, { cause: error });
  }
}
