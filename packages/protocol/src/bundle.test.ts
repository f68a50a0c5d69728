import { fileURLToPath } from "node:url";
import { build, type Rolldown } from "vite";
import { expect, test } from "vitest";

test("the bundle of protocol contains no tfjs, no WebAssembly kernel and no pass over the updates", async () => {
  const built = (await build({
    configFile: false,
    logLevel: "silent",
    build: {
      write: false,
      minify: false,
      rolldownOptions: {
        input: fileURLToPath(new URL("./index.ts", import.meta.url)),
        preserveEntrySignatures: "strict",
      },
    },
  })) as Rolldown.RolldownOutput;
  const modules = built.output.flatMap((file) => (file.type === "chunk" ? file.moduleIds : []));
  expect(modules.some((id) => id.endsWith("/rules/krum.ts"))).toBe(true);
  expect(modules.filter((id) => /tensorflow|wasm|\/passes\/|\/backend\/|\/assembly\//.test(id))).toEqual([]);
});
