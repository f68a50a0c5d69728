import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { removeAbandoned, writeWhole } from "./wholeFile";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "whole-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("writeWhole", () => {
  test("lets several writers write one file at the same time", async () => {
    const path = join(folder, "a.json");
    const contents = Array.from({ length: 20 }, (_, i) => String(i).repeat(100_000));
    await Promise.all(contents.map((content) => writeWhole(path, content)));
    expect(contents).toContain(await readFile(path, "utf8"));
    expect(await readdir(folder)).toEqual(["a.json"]);
  });

  test("leaves no temporary file when it fails", async () => {
    await expect(writeWhole(join(folder, "."), "a")).rejects.toThrow();
    expect(await readdir(folder)).toEqual([]);
  });
});

test("removeAbandoned removes only what an ended process of this machine left", async () => {
  const host = hostname().replace(/[^A-Za-z0-9-]/g, "-");
  const ended = spawnSync(process.execPath, ["--version"]).pid;
  const abandoned = `a.json.${host}.${ended}.0a1b2c3d.tmp`;
  const others = [
    `a.json.${host}.${process.pid}.0a1b2c3d.tmp`,
    `a.json.${host}x.${ended}.0a1b2c3d.tmp`,
    "a.json",
    "notes.tmp",
  ];
  for (const file of [abandoned, ...others]) await writeFile(join(folder, file), "");
  await removeAbandoned(folder);
  expect((await readdir(folder)).sort()).toEqual([...others].sort());
});
