import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { newestChange } from "./webBuild";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "web-build-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(path: string, atSeconds: number) {
  await mkdir(join(folder, path, ".."), { recursive: true });
  await writeFile(join(folder, path), "");
  await utimes(join(folder, path), atSeconds, atSeconds);
}

test("the newest change is that of the newest file, however deep", async () => {
  await write("a.ts", 1000);
  await write("deep/er/b.ts", 3000);
  await write("deep/c.ts", 2000);
  expect(await newestChange(folder)).toBe(3_000_000);
});

test("a changed test or dependency does not make the page old", async () => {
  await write("a.ts", 1000);
  await write("a.test.ts", 9000);
  await write("node_modules/b.js", 9000);
  expect(await newestChange(folder)).toBe(1_000_000);
});

test("where nothing is, nothing is new", async () => {
  expect(await newestChange(join(folder, "gone"))).toBe(Number.NEGATIVE_INFINITY);
});
