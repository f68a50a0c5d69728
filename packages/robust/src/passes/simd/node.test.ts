import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { loadKernels } from "./node";

/** An empty module built at second 100, and one source modified at the given second. */
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

describe("loadKernels", () => {
  test("loads kernels built after their sources", () => {
    const { built, sources } = folder(99);
    expect(loadKernels(built, sources)).toBeInstanceOf(WebAssembly.Module);
  });

  test("rejects kernels older than a source, because their results could be wrong", () => {
    const { built, sources } = folder(101);
    expect(() => loadKernels(built, sources)).toThrow(
      /must be newer than its source sums.ts, `npm run build`/,
    );
  });

  test("names the build command when the kernels are missing", () => {
    const { built, sources } = folder(99);
    expect(() => loadKernels(`${built}.gone`, sources)).toThrow(/must be there, `npm run build` makes it/);
  });
});
