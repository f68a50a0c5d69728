import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
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

describe("newestChange", () => {
  test("returns the time of the newest file at any depth", async () => {
    await write("a.ts", 1000);
    await write("deep/er/b.ts", 3000);
    await write("deep/c.ts", 2000);
    expect(await newestChange(folder)).toBe(3_000_000);
  });

  test("ignores tests and node_modules", async () => {
    await write("a.ts", 1000);
    await write("a.test.ts", 9000);
    await write("node_modules/b.js", 9000);
    expect(await newestChange(folder)).toBe(1_000_000);
  });

  test("returns −∞ for a missing folder", async () => {
    expect(await newestChange(join(folder, "gone"))).toBe(Number.NEGATIVE_INFINITY);
  });
});
