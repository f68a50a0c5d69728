import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { importOptional } from "./importOptional";
import { NotInstalled } from "./ladder";

/** A folder in which the package `gpu-of-mine` with this source is installed. */
function folderWith(source: string): string {
  const folder = mkdtempSync(join(tmpdir(), "optional-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const place = join(folder, "node_modules/gpu-of-mine");
  mkdirSync(place, { recursive: true });
  writeFileSync(
    join(place, "package.json"),
    '{ "name": "gpu-of-mine", "type": "module", "main": "index.js" }',
  );
  writeFileSync(join(place, "index.js"), source);
  return folder;
}

describe("importOptional", () => {
  test("finds a package that is installed in the given folder alone", async () => {
    const folder = folderWith("export const cores = 7;");
    expect(await importOptional("gpu-of-mine", folder)).toMatchObject({ cores: 7 });
  });

  test("throws NotInstalled where the package is missing", async () => {
    const folder = folderWith("");
    await expect(importOptional("gpu-of-others", folder)).rejects.toBeInstanceOf(NotInstalled);
  });

  test("passes on the error of a package that is there and fails", async () => {
    const folder = folderWith('throw new Error("no driver");');
    await expect(importOptional("gpu-of-mine", folder)).rejects.toThrow("no driver");
  });
});
