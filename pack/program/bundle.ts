/** Bundles the program with all its dependencies. A command loads only the chunks that it needs. */
import { copyFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { rolldown } from "rolldown";

const REPOSITORY = join(import.meta.dirname, "../..");

/** Scripts that Node starts, by their names in the package. */
const ENTRIES = {
  main: "apps/cli/src/packed.ts",
  computeThread: "apps/coordinator/src/compute/thread.ts",
  measureProcess: "apps/coordinator/src/report/measureProcess.ts",
  labProcess: "packages/lab/src/sweep/cellProcess.ts",
};

/** Files that scripts read from their own folder. */
const BESIDE = [
  "packages/robust/dist/robust.wasm",
  "packages/learning/dist/kernels.wasm",
  "packages/lab/src/bench/robust/byzflPrograms.py",
  "packages/lab/src/bench/robust/timePrograms.py",
  "packages/lab/src/bench/step/timeTorch.py",
];

/** Packages that ws, for example, loads where a person has installed them. */
const OPTIONAL = ["bufferutil", "utf-8-validate", "canvas"];

/** Writes the scripts, and the files beside them, to a folder. Returns the files of the sources in the bundle. */
export async function bundleProgram(folder: string): Promise<string[]> {
  const build = await rolldown({
    cwd: REPOSITORY,
    checks: { pluginTimings: false },
    input: ENTRIES,
    platform: "node",
    external: OPTIONAL,
    // tfjs' WASM backend looks for its files in the folder of its script
    transform: { define: { __dirname: "import.meta.dirname", __filename: "import.meta.filename" } },
  });
  const { output } = await build.write({
    dir: folder,
    format: "esm",
    minify: true,
    entryFileNames: "[name].js",
    chunkFileNames: "[name]-[hash].js",
  });
  await build.close();
  for (const file of [...BESIDE.map((path) => join(REPOSITORY, path)), ...tfjsFiles()]) {
    copyFileSync(file, join(folder, basename(file)));
  }
  return output.flatMap((chunk) => (chunk.type === "chunk" ? chunk.moduleIds : []));
}

/** Node needs these two; the third one is for threads in a browser. */
function tfjsFiles(): string[] {
  const { resolve } = createRequire(join(REPOSITORY, "packages/backends/package.json"));
  const built = dirname(resolve("@tensorflow/tfjs-backend-wasm"));
  return ["", "-simd"].map((kind) => join(built, `tfjs-backend-wasm${kind}.wasm`));
}
