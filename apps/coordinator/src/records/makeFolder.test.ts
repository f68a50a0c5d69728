import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { makeFolder } from "./makeFolder";

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "make-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

describe("makeFolder", () => {
  test("makes missing parents, and leaves an existing folder as it is", async () => {
    const path = join(await newFolder(), "a", "b", "c");
    await makeFolder(path);
    await writeFile(join(path, "kept"), "");
    await makeFolder(path);
    expect((await stat(join(path, "kept"))).isFile()).toBe(true);
  });

  test("rejects with a sentence when a file has the path of the folder or of a parent", async () => {
    const file = join(await newFolder(), "file");
    await writeFile(file, "");
    await expect(makeFolder(file)).rejects.toThrow(`${file} cannot be written: there is a file`);
    await expect(makeFolder(join(file, "below"))).rejects.toThrow("cannot be written: there is a file");
  });

  test.skipIf(process.platform !== "linux")(
    "rejects instead of hanging where no folder can be made",
    async () => {
      await expect(makeFolder("/proc/records")).rejects.toThrow("/proc/records cannot be written");
      await expect(makeFolder("/proc/records/below")).rejects.toThrow("cannot be written");
    },
  );
});
