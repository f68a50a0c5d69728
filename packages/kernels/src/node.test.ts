import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { type KernelFiles, readKernels } from "./node";

/** WebAssembly modules with nothing but a custom section, of the given name. */
const moduleNamed = (name: string) =>
  Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 0, name.length + 1, name.length, ...Buffer.from(name));
const has = (kernels: WebAssembly.Module, name: string) =>
  WebAssembly.Module.customSections(kernels, name).length === 1;

/** A checkout with kernels built at second 100, and one source modified at the given second. */
function checkout(sourceTime: number): KernelFiles {
  const folder = mkdtempSync(join(tmpdir(), "kernels-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const built = join(folder, "built.wasm");
  writeFileSync(built, moduleNamed("built"));
  utimesSync(built, 100, 100);
  const sources = join(folder, "assembly");
  mkdirSync(sources);
  writeFileSync(join(sources, "sums.ts"), "");
  utimesSync(join(sources, "sums.ts"), sourceTime, sourceTime);
  return {
    packed: pathToFileURL(join(folder, "packed.wasm")),
    built: pathToFileURL(built),
    sources: pathToFileURL(sources),
  };
}

describe("readKernels", () => {
  test("compiles kernels built after their sources", () => {
    expect(has(readKernels(checkout(99)), "built")).toBe(true);
  });

  test("rejects kernels older than a source, because their results could be wrong", () => {
    expect(() => readKernels(checkout(101))).toThrow(
      /built.wasm must be newer than its source sums.ts, `npm run build` rebuilds it/,
    );
  });

  test("names the build command when the kernels are missing", () => {
    const files = checkout(99);
    rmSync(files.built);
    expect(() => readKernels(files)).toThrow(/built.wasm must be there, `npm run build` makes it/);
  });

  test("takes a packed file first, and asks for no sources then", () => {
    const files = checkout(101);
    writeFileSync(files.packed, moduleNamed("packed"));
    rmSync(files.sources, { recursive: true });
    expect(has(readKernels(files), "packed")).toBe(true);
  });
});
