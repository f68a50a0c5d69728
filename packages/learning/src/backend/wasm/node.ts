import { readdirSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const BUILT = fileURLToPath(new URL("../../../dist/kernels.wasm", import.meta.url));
const SOURCES = fileURLToPath(new URL("../../../assembly", import.meta.url));

/**
 * The kernels for `registerWasmKernels`, in Node. A tab fetches and compiles the same file.
 *
 * @throws Error when they are not built, or are older than their sources and could train wrongly.
 */
export function loadKernels(built = BUILT, sources = SOURCES): WebAssembly.Module {
  return new WebAssembly.Module(read(built, sources));
}

function read(built: string, sources: string): Uint8Array<ArrayBuffer> {
  let made: number;
  try {
    made = statSync(built).mtimeMs;
  } catch (error) {
    throw new Error(`loadKernels: ${built} must be there, \`npm run build\` makes it`, { cause: error });
  }
  const newer = readdirSync(sources).find((file) => statSync(`${sources}/${file}`).mtimeMs > made);
  if (newer !== undefined) {
    throw new Error(
      `loadKernels: ${built} must be newer than its source ${newer}, \`npm run build\` makes it again`,
    );
  }
  return Uint8Array.from(readFileSync(built));
}
