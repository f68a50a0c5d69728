import { mkdtemp, open, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RoundRecord } from "@honest-majority/protocol";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { writeRecordLine } from "./recordLine";
import { openRunLog, readRunLog, runLog } from "./runLog";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "log-"));
});
afterEach(() => rm(folder, { recursive: true }));

const record = (round: number): RoundRecord => ({
  round,
  openedAt: 1,
  closedAt: 2,
  closedBy: "deadline",
  invited: ["Zoë", "李"],
  arms: [],
  refusals: [],
  events: [],
});

describe("runLog", () => {
  test("append leaves no half line before the next record when the disk fills up in the middle of a line", async () => {
    const path = join(folder, "rounds.jsonl");
    const file = await open(path, "a");
    let full = false;
    const log = runLog(
      path,
      {
        truncate: (length) => file.truncate(length),
        datasync: () => file.datasync(),
        close: () => file.close(),
        async appendFile(data) {
          if (!full) return file.appendFile(data);
          await file.appendFile((data as Buffer).subarray(0, 9));
          throw Object.assign(new Error("no space left"), { code: "ENOSPC" });
        },
      },
      0,
    );
    await log.append(record(0), "0a1b2c3d");
    full = true;
    await expect(log.append(record(1), "0a1b2c3d")).rejects.toThrow(
      /rounds\.jsonl cannot be written: the disk is full/,
    );
    expect((await readRunLog(path)).tornBytes).toBe(9);
    full = false;
    await log.append(record(1), "0a1b2c3d");
    await log.close();
    const { lines, ...rest } = await readRunLog(path);
    expect(lines).toMatchObject([0, 1].map((round) => ({ record: record(round), vectors: "0a1b2c3d" })));
    expect(rest).toEqual({ tornBytes: 0, brokenLines: 0 });
  });

  test("readRunLog lets other work go on after some milliseconds of lines", async () => {
    const path = join(folder, "rounds.jsonl");
    await writeFile(
      path,
      Array.from({ length: 6 }, (_, i) => `${writeRecordLine(record(i), "0a1b2c3d")}\n`).join(""),
    );
    let time = 0;
    let rests = 0;
    const { lines } = await readRunLog(path, {
      now: () => {
        time += 5;
        return time;
      },
      rest: async () => {
        rests++;
      },
    });
    // a line takes 5 ms and a turn 8: a rest after every second line
    expect([lines.length, rests]).toEqual([6, 3]);
  });

  test("openRunLog cuts off a torn line, also in the middle of a letter", async () => {
    const path = join(folder, "rounds.jsonl");
    const file = await open(path, "a");
    const line = Buffer.from(`${JSON.stringify(record(0))}\n`);
    await file.appendFile(line);
    await file.appendFile(line.subarray(0, line.indexOf("ë") + 1)); // ë takes two bytes, here is one
    await file.close();
    const log = await openRunLog(path);
    await log.close();
    expect(await readFile(path)).toEqual(line);
  });

  test("readRunLog returns no records for a missing log", async () => {
    expect(await readRunLog(join(folder, "none"))).toEqual({ lines: [], tornBytes: 0, brokenLines: 0 });
  });
});
