/**
 * What holds of every entry of ours holds of the toys, and of the code in CONTRIBUTING.md: types, and the tests that run
 * over the registries.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TOYS } from "./toys";
import { copyTree, type TreeCopy } from "./treeCopy";
import { writtenChanges } from "./written";

let copy: TreeCopy;
beforeAll(() => {
  copy = copyTree();
  for (const toy of [...Object.values(TOYS), ...writtenChanges()]) copy.add(toy);
});
afterAll(() => copy?.remove());

function run(program: string, ...args: string[]): { status: number | null; output: string } {
  const command = join(copy.folder, "node_modules/.bin", program);
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: copy.folder, encoding: "utf8" });
  return { status, output: stdout + stderr };
}

describe("a tree with a toy of each kind, and the changes that CONTRIBUTING.md shows", () => {
  test("has no type error", () => {
    expect(run("tsc", "--noEmit", "-p", ".")).toEqual({ status: 0, output: "" });
  });

  test("passes the unit tests of every package and app, once its docs are written", () => {
    expect(run("tsx", "apps/cli/src/main.ts", "docs").status).toBe(0);
    const unit = ["run", "--project", "unit", "--testTimeout", "300000", "packages", "apps"];
    const { status, output } = run("vitest", ...unit);
    expect(output).not.toMatch(/FAIL/);
    expect(status).toBe(0);
  });
});
