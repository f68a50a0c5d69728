import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { holdFolder } from "./hold";

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "hold-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

describe("holdFolder", () => {
  test("refuses a folder that a running coordinator holds, with its process and what to do", async () => {
    const folder = await newFolder();
    await holdFolder(folder, { pid: process.ppid });
    await expect(holdFolder(folder)).rejects.toMatchObject({
      name: "UserError",
      code: "held",
      message: expect.stringMatching(
        new RegExp(
          `is used by another coordinator \\(process ${process.ppid}\\): stop that one, or .*--records`,
        ),
      ),
    });
  });

  test("takes over the mark of a killed coordinator", async () => {
    const folder = await newFolder();
    await holdFolder(folder, { pid: 123456 });
    await holdFolder(folder, { isAlive: () => false });
    await expect(holdFolder(folder, { pid: 7, isAlive: (pid) => pid === process.pid })).rejects.toThrow(
      `${process.pid}`,
    );
  });

  test("ignores a mark that is not a number; releasing leaves no file behind", async () => {
    const folder = await newFolder();
    await writeFile(join(folder, "coordinator.pid"), "half");
    const release = await holdFolder(folder);
    await release();
    expect(await readdir(folder)).toEqual([]);
  });

  test("lets exactly one of many simultaneous starts have the folder, with or without a dead mark", async () => {
    for (const before of [undefined, "123456\n"]) {
      const folder = await newFolder();
      if (before !== undefined) await writeFile(join(folder, "coordinator.pid"), before);
      const isAlive = (pid: number) => pid !== 123456;
      const starts = Array.from({ length: 20 }, (_, i) => holdFolder(folder, { pid: 200_000 + i, isAlive }));
      const answers = await Promise.allSettled(starts);
      expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      expect(await readdir(folder)).toEqual(["coordinator.pid"]);
    }
  });

  test("rejects with path, reason and what to do when the folder cannot be made", async () => {
    const file = join(await newFolder(), "file");
    await writeFile(file, "");
    const sentence = (path: string) => new RegExp(`^${path} cannot be written: there is a file .*--records`);
    await expect(holdFolder(file)).rejects.toThrow(sentence(file));
    await expect(holdFolder(join(file, "below"))).rejects.toThrow(sentence(join(file, "below")));
  });
});
