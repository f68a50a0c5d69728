import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build, type Rolldown } from "vite";
import { expect, test } from "vitest";

/** Minified bytes. Measured: 3,963; the check of options is half of them. */
const MOST_BYTES = 4_000;
/** The same bytes gzipped, as a server sends them. Measured: 1,872. */
const MOST_GZIPPED = 2_000;

test(`krum alone is a bundle of at most ${MOST_BYTES} bytes, less than ${MOST_GZIPPED} gzipped, without any other rule`, async () => {
  const entry = join(import.meta.dirname, "krumAlone");
  const built = (await build({
    configFile: false,
    logLevel: "silent",
    plugins: [
      {
        name: "krum alone",
        resolveId: (id) => (id === entry ? entry : undefined),
        load: (id) => (id === entry ? 'export { krum } from "./index";' : undefined),
      },
    ],
    build: {
      write: false,
      target: "es2022",
      rolldownOptions: { input: entry, preserveEntrySignatures: "strict" },
    },
  })) as Rolldown.RolldownOutput;
  const chunks = built.output.filter((file) => file.type === "chunk");
  expect(chunks).toHaveLength(1);
  const [{ code, modules }] = chunks;
  const rendered = Object.keys(modules).filter((id) => modules[id].renderedLength > 0);
  expect(rendered.filter((id) => /\/(rules|attacks|pre)\//.test(id))).toEqual([
    expect.stringMatching(/\/rules\/krum\.ts$/),
  ]);
  expect(rendered.filter((id) => /passes|node_modules/.test(id))).toEqual([]);
  expect(code.length, `krum alone takes ${code.length} bytes`).toBeLessThanOrEqual(MOST_BYTES);
  const gzipped = gzipSync(code).byteLength;
  expect(gzipped, `krum alone takes ${gzipped} bytes gzipped`).toBeLessThan(MOST_GZIPPED);
});
