import { fileURLToPath } from "node:url";
import { build, type Rolldown } from "vite";
import { beforeAll, describe, expect, test } from "vitest";

/** Minified bytes of the entry chunk; measured 200,700, of which zod takes two thirds. */
const MOST_BYTES = 220_000;

let chunks: Rolldown.OutputChunk[];
beforeAll(async () => {
  const built = (await build({
    configFile: false,
    logLevel: "silent",
    build: {
      write: false,
      target: "es2022",
      rolldownOptions: {
        input: fileURLToPath(new URL("./index.ts", import.meta.url)),
        preserveEntrySignatures: "strict",
      },
    },
  })) as Rolldown.RolldownOutput;
  chunks = built.output.filter((file) => file.type === "chunk");
});

const modules = (of: readonly Rolldown.OutputChunk[]) => of.flatMap(({ moduleIds }) => moduleIds);
const entry = () => chunks.filter(({ isEntry }) => isEntry);

describe("the bundle of protocol", () => {
  test("contains no tfjs, no WebAssembly kernel and no pass over the updates, also in what it loads on demand", () => {
    expect(modules(chunks).some((id) => id.endsWith("/rules/krum.ts"))).toBe(true);
    const computing = /tensorflow|wasm|\/passes\/|\/backend\/|\/model\/|\/training\/|\/assembly\//;
    expect(modules(chunks).filter((id) => computing.test(id))).toEqual([]);
  });

  test("loads what draws and parses data sets on demand", () => {
    const drawing = /learning\/src\/(glyphs|data)\//;
    expect(modules(chunks).some((id) => drawing.test(id))).toBe(true);
    expect(modules(entry()).filter((id) => drawing.test(id))).toEqual([]);
  });

  test(`takes at most ${MOST_BYTES} bytes`, () => {
    const bytes = entry().reduce((sum, { code }) => sum + code.length, 0);
    expect(bytes, `the entry chunk of protocol takes ${bytes} bytes`).toBeLessThanOrEqual(MOST_BYTES);
  });
});
