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
  const built = join(path, "robust.wasm");
  writeFileSync(built, Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  utimesSync(built, 100, 100);
  writeFileSync(join(sources, "sums.ts"), "");
  utimesSync(join(sources, "sums.ts"), sourceTime, sourceTime);
  return { built, sources };
}

test("kernels that were built after their sources are loaded", () => {
  const { built, sources } = folder(99);
  expect(loadKernels(built, sources)).toBeInstanceOf(WebAssembly.Module);
});

test("kernels that are older than a source are refused: they would answer, and wrongly", () => {
  const { built, sources } = folder(101);
  expect(() => loadKernels(built, sources)).toThrow(/must be newer than its source sums.ts, `npm run build`/);
});

test("kernels that were never built say what builds them", () => {
  const { built, sources } = folder(99);
  expect(() => loadKernels(`${built}.gone`, sources)).toThrow(/must be there, `npm run build` makes it/);
});
