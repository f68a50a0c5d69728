import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { loadKernels } from "./node";

/** An empty module, made at second 100, and one source of the second given. */
function folder(sourceTime: number) {
  const path = mkdtempSync(join(tmpdir(), "kernels-"));
  onTestFinished(() => rmSync(path, { recursive: true }));
  const sources = mkdtempSync(join(path, "assembly-"));
  const built = join(path, "kernels.wasm");
  writeFileSync(built, Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  utimesSync(built, 100, 100);
  writeFileSync(join(sources, "products.ts"), "");
  utimesSync(join(sources, "products.ts"), sourceTime, sourceTime);
  return { built, sources };
}

test("loadKernels loads kernels that are newer than their sources", () => {
  const { built, sources } = folder(99);
  expect(loadKernels(built, sources)).toBeInstanceOf(WebAssembly.Module);
});

test("loadKernels refuses kernels that are older than a source, which would train wrongly", () => {
  const { built, sources } = folder(101);
  expect(() => loadKernels(built, sources)).toThrow(
    /must be newer than its source products.ts, `npm run build`/,
  );
});

test("loadKernels names the command that builds missing kernels", () => {
  const { built, sources } = folder(99);
  expect(() => loadKernels(`${built}.gone`, sources)).toThrow(/must be there, `npm run build` makes it/);
});
