import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { calledAs } from "./calledAs";

/** The folder of the package, in a folder with this package.json. */
function installed(manifest?: object): string {
  const folder = mkdtempSync(join(tmpdir(), "installed-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const root = join(folder, "node_modules/honest-majority");
  mkdirSync(root, { recursive: true });
  if (manifest !== undefined) writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  return root;
}

describe("calledAs", () => {
  test("repeats the file that npx was asked for, in quotes if it has a space", () => {
    expect(calledAs(installed({ _npx: { packages: ["./hm-1.tgz"] } }))).toBe("npx ./hm-1.tgz");
    expect(calledAs(installed({ _npx: { packages: ["./my hm.tgz"] } }))).toBe('npx "./my hm.tgz"');
  });

  test("names the program where a project or a person has installed it", () => {
    expect(calledAs(installed({ dependencies: {} }))).toBe("npx honest-majority");
    expect(calledAs(installed())).toBe("npx honest-majority");
    expect(calledAs(installed({ _npx: { packages: ["a", "b"] } }))).toBe("npx honest-majority");
  });
});
