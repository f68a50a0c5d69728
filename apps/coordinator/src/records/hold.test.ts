import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { describe, expect, onTestFinished, test } from "vitest";
import { holdFolder } from "./hold";
import { processStart } from "./processStart";

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "hold-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

describe("processStart", () => {
  test.skipIf(process.platform !== "linux")("tells processes apart, and stays while one runs", async () => {
    const own = await processStart(process.pid);
    expect(own).toMatch(/^[0-9a-f-]{36} \d+$/);
    expect(await processStart(process.pid)).toBe(own);
    expect(await processStart(1)).toMatch(/^[0-9a-f-]{36} \d+$/);
    expect(await processStart(1)).not.toBe(own);
    expect(await processStart(2 ** 30)).toBeUndefined();
  });

  test.skipIf(process.platform !== "linux")(
    "changes when a process has ended, also if its parent does not ask",
    async () => {
      const parent = spawn("sh", ["-c", "(read line) <&3 3<&- & echo $!; exec sleep 60 3<&-"], {
        stdio: ["ignore", "pipe", "ignore", "pipe"],
      });
      onTestFinished(() => void parent.kill());
      const [text] = await once(parent.stdout as Readable, "data");
      const child = Number(text);
      const running = await processStart(child);
      expect(running).toMatch(/^[0-9a-f-]{36} \d+$/);
      (parent.stdio[3] as Writable).end();
      await expect.poll(() => processStart(child)).toMatch(/^[0-9a-f-]{36} ended$/);
    },
  );
});

describe("processStart by ps, as on macOS", () => {
  const start = (pid: number) => processStart(pid, "darwin");

  test.skipIf(process.platform === "win32")("tells processes apart, in any zone", async () => {
    const own = await start(process.pid);
    expect(own).toMatch(/^[A-Z][a-z]{2} [A-Z][a-z]{2} +\d+ \d\d:\d\d:\d\d \d{4}$/);
    const { TZ } = process.env;
    onTestFinished(() => {
      process.env.TZ = TZ;
      if (TZ === undefined) delete process.env.TZ;
    });
    process.env.TZ = "Asia/Tokyo";
    expect(await start(process.pid)).toBe(own);
    const later = spawn("sleep", ["60"]);
    onTestFinished(() => void later.kill());
    expect(await start(later.pid as number)).not.toBe(own);
    expect(await start(2 ** 30)).toBeUndefined();
  });

  test("is undefined where the command is missing", async () => {
    expect(
      await processStart(process.pid, process.platform === "win32" ? "darwin" : "win32"),
    ).toBeUndefined();
  });
});

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

  test("takes over the mark of a process whose number another one has now, or this one itself", async () => {
    const folder = await newFolder();
    const startOf = async () => "first start";
    const alive = { isAlive: () => true };
    await holdFolder(folder, { pid: 7, startOf });
    await expect(holdFolder(folder, { pid: 8, startOf, ...alive })).rejects.toThrow("process 7");
    // nothing is known of process 7: it may be the one that holds the folder
    const unknown = async (pid: number) => (pid === 7 ? undefined : "own");
    await expect(holdFolder(folder, { pid: 8, startOf: unknown, ...alive })).rejects.toThrow("process 7");
    await holdFolder(folder, { pid: 8, startOf: async () => "second start", ...alive });
    expect(await readFile(join(folder, "coordinator.pid"), "utf8")).toBe("8\nsecond start\n");
    // in a container every start has the same number
    await holdFolder(folder, { pid: 8, startOf: async () => "third start", ...alive });
    expect(await readFile(join(folder, "coordinator.pid"), "utf8")).toBe("8\nthird start\n");
  });

  test("takes the mark of an earlier version for its process's as long as one with the number runs", async () => {
    const folder = await newFolder();
    await writeFile(join(folder, "coordinator.pid"), "7\n");
    await expect(holdFolder(folder, { isAlive: () => true })).rejects.toThrow("process 7");
    await holdFolder(folder, { isAlive: () => false });
  });

  test.skipIf(process.platform === "win32")("does not wait for a pipe in the place of the mark", async () => {
    const folder = await newFolder();
    execFileSync("mkfifo", [join(folder, "coordinator.pid")]);
    const release = await holdFolder(folder);
    await release();
    expect(await readdir(folder)).toEqual([]);
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
