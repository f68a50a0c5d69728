import { join } from "node:path";
import { build, type Rollup } from "vite";

/** Bundles one script for a page; this folder's doubles replace vitest and the folder of vectors. */
export async function bundle(entry: string): Promise<string> {
  const { dirname } = import.meta;
  const built = (await build({
    configFile: false,
    root: dirname,
    logLevel: "error",
    resolve: {
      alias: [
        { find: /^vitest$/, replacement: join(dirname, "vitest.ts") },
        { find: /^\.\/vectors$/, replacement: join(dirname, "vectors.ts") },
      ],
    },
    build: {
      write: false,
      minify: false,
      target: "esnext",
      rollupOptions: { input: entry, output: { codeSplitting: false } },
    },
  })) as Rollup.RollupOutput;
  return built.output[0].code;
}
