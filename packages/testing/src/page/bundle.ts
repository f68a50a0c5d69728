import { join } from "node:path";
import { build, type Rollup } from "vite";

/** One script of a page's, with this folder's stand-ins for vitest and for the folder of vectors. */
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
      rollupOptions: { input: join(dirname, entry), output: { codeSplitting: false } },
    },
  })) as Rollup.RollupOutput;
  return built.output[0].code;
}
