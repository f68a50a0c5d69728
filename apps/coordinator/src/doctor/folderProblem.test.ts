import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { folderProblem } from "./folderProblem";

test("folderProblem names a file where a folder must be, at the folder or above it, and makes nothing", () => {
  const home = mkdtempSync(join(tmpdir(), "folder-"));
  onTestFinished(() => rmSync(home, { recursive: true }));
  writeFileSync(join(home, "file"), "");
  expect(folderProblem(home)).toBeUndefined();
  expect(folderProblem(join(home, "new", "below"))).toBeUndefined();
  const sentence = `${join(home, "file")} is a file, and a folder must be there`;
  expect(folderProblem(join(home, "file"))).toBe(sentence);
  expect(folderProblem(join(home, "file", "below"))).toBe(sentence);
  expect(readdirSync(home)).toEqual(["file"]);
});
