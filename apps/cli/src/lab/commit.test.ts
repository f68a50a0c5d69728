import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commitOf } from "./commit";

const folder = mkdtempSync(join(tmpdir(), "commit-"));
const repository = join(folder, "clone");
const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...args], {
    cwd: repository,
    encoding: "utf8",
  }).trim();

beforeAll(() => {
  mkdirSync(join(repository, "inner"), { recursive: true });
  git("init", "-q");
  writeFileSync(join(repository, "file"), "1");
  git("add", "file");
  git("commit", "-qm", "first");
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("commitOf", () => {
  test("is the short hash in a clone, with + when a tracked file is changed", () => {
    const hash = git("rev-parse", "--short", "HEAD");
    writeFileSync(join(repository, "untracked"), "1");
    expect(commitOf({ repository, version: "0.1.0" })).toBe(hash);
    writeFileSync(join(repository, "file"), "2");
    expect(commitOf({ repository, version: "0.1.0" })).toBe(`${hash}+`);
  });

  test("is the version of an installed program, and where the folder is not a clone itself", () => {
    expect(commitOf({ version: "0.1.0" })).toBe("v0.1.0");
    expect(commitOf({ repository: folder, version: "0.1.0" })).toBe("v0.1.0");
    expect(commitOf({ repository: join(repository, "inner"), version: "0.1.0" })).toBe("v0.1.0");
  });
});
