import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { makeFolder } from "./makeFolder";

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "make-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

test("what is missing above a folder is made too, and one that is there stays", async () => {
  const path = join(await newFolder(), "a", "b", "c");
  await makeFolder(path);
  await writeFile(join(path, "kept"), "");
  await makeFolder(path);
  expect((await stat(join(path, "kept"))).isFile()).toBe(true);
});

test("a file in the way is refused in words, at the end of the path and within it", async () => {
  const file = join(await newFolder(), "file");
  await writeFile(file, "");
  await expect(makeFolder(file)).rejects.toThrow(`${file} cannot be written: a file stands`);
  await expect(makeFolder(join(file, "below"))).rejects.toThrow("cannot be written: a file stands");
});

test.skipIf(process.platform !== "linux")(
  "where no folder can be made at all, it says so and ends",
  async () => {
    await expect(makeFolder("/proc/records")).rejects.toThrow("/proc/records cannot be written");
    await expect(makeFolder("/proc/records/below")).rejects.toThrow("cannot be written");
  },
);
