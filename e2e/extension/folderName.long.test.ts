/** A clone in a folder whose name has characters that mean something in an address. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { copyTree } from "./treeCopy";

function cloneIn(name: string) {
  const copy = copyTree(name);
  onTestFinished(() => copy.remove());
  const inside = (path: string) => join(copy.folder, path);
  const node = (args: string[], input = "") => {
    const env = { ...process.env, NODE_ENV: "production" }; // vitest sets it to test
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: copy.folder,
      encoding: "utf8",
      env,
      input,
    });
    return { status, stdout, stderr };
  };
  return { inside, node };
}

describe("a clone in a folder with #, % and spaces in its name", () => {
  test("builds its pages, and runs its program", () => {
    const { inside, node } = cloneIn("class #1 50% ");
    expect(node(["pack/pages.mjs"])).toEqual({ status: 0, stdout: "Building the pages ...\n", stderr: "" });
    const [, script] =
      /<script[^>]* src="\/(assets\/[^"]+)"/.exec(readFileSync(inside("dist/web/index.html"), "utf8")) ?? [];
    expect(existsSync(inside(`dist/web/${script}`))).toBe(true);
    const program = ["--import", "tsx", "apps/cli/src/main.ts", "aggregate", "--rule", "mean"];
    expect(node(program, '{"updates":[[1],[3]]}')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('"aggregate":[2]'),
    });
  });
});

describe.skipIf(process.platform === "win32")("a clone in a folder with ? in its name", () => {
  test("says in one line that it must be renamed", () => {
    const { status, stdout, stderr } = cloneIn("ready? ").node(["pack/pages.mjs"]);
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^\S*ready\? \w+ must not have a \? in its path, .*: rename the folder\n$/);
  });
});
