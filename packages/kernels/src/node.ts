import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where a package's compiled kernels may be. The first of the two files that exists is read. */
export interface KernelFiles {
  /** The file of an installed package or program: beside its bundle. */
  packed: URL;
  /** The file of a checkout, which `npm run build` makes. */
  built: URL;
  /** The folder of the sources from which `built` is made. */
  sources: URL;
}

/**
 * Reads and compiles WebAssembly kernels in Node.
 *
 * @throws Error when they are missing, or built from older sources: their results could be wrong.
 */
export function readKernels({ packed, built, sources }: KernelFiles): WebAssembly.Module {
  const file = fileURLToPath(packed);
  return new WebAssembly.Module(readFileSync(existsSync(file) ? file : upToDate(built, sources)));
}

/** The path of `built`, unless it is missing or a source is newer. */
function upToDate(built: URL, sources: URL): string {
  const file = fileURLToPath(built);
  let made: number;
  try {
    made = statSync(file).mtimeMs;
  } catch (error) {
    throw new Error(`loadKernels: ${file} must be there, \`npm run build\` makes it`, { cause: error });
  }
  const folder = fileURLToPath(sources);
  const newer = readdirSync(folder).find((name) => statSync(join(folder, name)).mtimeMs > made);
  if (newer === undefined) return file;
  throw new Error(
    `loadKernels: ${file} must be newer than its source ${newer}, \`npm run build\` rebuilds it`,
  );
}
