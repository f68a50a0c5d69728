import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RunConfig } from "@honest-majority/protocol";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fileRunStore } from "./fileRunStore";
import { DEFAULT_KEEP_DAYS, forgetOldRooms } from "./forgetOldRooms";
import { forgetRoom, type RoomFolders, roomsIn } from "./forgetRoom";

const DAY_MS = 24 * 3600 * 1000;

let home: string;
let folders: RoomFolders;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "forget-"));
  folders = { records: join(home, "records"), keys: join(home, "keys") };
});
afterEach(() => rm(home, { recursive: true }));

/** Records rooms with one worker and one closed round each; returns the store. */
async function record(rooms: Record<string, number>) {
  const store = await fileRunStore(folders.records, { keys: folders.keys });
  for (const [room, savedAt] of Object.entries(rooms)) {
    const worker = {
      id: "a",
      token: `t-${room}`,
      name: "Zenobia",
      index: 0,
      role: { kind: "honest" },
    } as const;
    await store.saveRoom({
      room,
      instructorToken: `i-${room}`,
      run: "r1",
      config: RunConfig.parse({}),
      phase: "running",
      workers: [worker],
      savedAt,
    });
    const closed = { round: 0, arms: [], invited: ["a"], events: [], refusals: [], openedAt: 0, closedAt: 1 };
    const vectors = { parameters: Float32Array.of(1), previous: Float32Array.of(2) };
    await store.append(room, "r1", { ...closed, closedBy: "all-in" }, vectors);
    const at = new Date(savedAt);
    await utimes(join(folders.records, room, "room.json"), at, at);
  }
  return store;
}

const files = async () =>
  (await readdir(home, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));

describe("forgetRoom", () => {
  test("leaves nothing of the room in any folder, and everything of the others", async () => {
    await (await record({ "KRUM-42": 1, "MEAN-7": 2 })).close();
    const before = await files();
    await forgetRoom(folders, "KRUM-42");
    expect(await files()).toEqual(before.filter((path) => !path.includes("KRUM-42")));
    for (const path of await files()) expect(await readFile(path, "latin1")).not.toContain("KRUM-42");
    expect(await roomsIn(folders)).toEqual(["MEAN-7"]);
  });

  test("ends at the next start what a kill left half done", async () => {
    await (await record({ "KRUM-42": 1 })).close();
    await mkdir(join(folders.records, "MEAN-7.forgotten", "r1"), { recursive: true });
    await writeFile(join(folders.records, "MEAN-7.forgotten", "r1", "rounds.jsonl"), "");
    expect(await roomsIn(folders)).toEqual(["KRUM-42"]);
    await (await fileRunStore(folders.records, { keys: folders.keys })).close();
    expect(await readdir(folders.records)).toEqual(["KRUM-42"]);
  });

  test("deletes keys without records, and refuses what is no room code", async () => {
    await (await record({ "KRUM-42": 1 })).close();
    await rm(join(folders.records, "KRUM-42"), { recursive: true });
    expect(await roomsIn(folders)).toEqual(["KRUM-42"]);
    await forgetRoom(folders, "KRUM-42");
    expect(await files()).toEqual([]);
    await expect(forgetRoom(folders, "../records")).rejects.toThrow(RangeError);
  });
});

describe("forgetOldRooms", () => {
  /** At day 1000, after a start two weeks before, with rooms that were last open on the given days. */
  async function afterStart(
    days: Record<string, number>,
    { keepDays = 30, open = [] as string[], damage = async () => {} } = {},
  ) {
    const store = await record(Object.fromEntries(Object.entries(days).map(([r, day]) => [r, day * DAY_MS])));
    await damage();
    const log: string[] = [];
    for (const now of [986 * DAY_MS, 1000 * DAY_MS]) {
      expect(log).toEqual([]); // nothing is deleted at the first start
      await forgetOldRooms(folders, {
        ...(await store.loadRooms()),
        open,
        keepDays,
        now,
        log: (line) => log.push(line),
      });
    }
    await store.close();
    return { left: await roomsIn(folders), log };
  }

  test("deletes rooms after so many days and not before, with a line for each", async () => {
    const days = { "KRUM-1": 956, "KRUM-2": 956.01, "KRUM-3": 985, "KRUM-4": 1 };
    const { left, log } = await afterStart(days);
    expect(left).toEqual(["KRUM-2", "KRUM-3"]);
    expect(log.sort()).toEqual([
      "Room KRUM-1 was last open 44 days ago, and is deleted with its records and keys (--keep-days 30)",
      "Room KRUM-4 was last open 999 days ago, and is deleted with its records and keys (--keep-days 30)",
    ]);
  });

  test("keeps an old room that opens at this start, and all rooms with 0", async () => {
    expect(await afterStart({ "KRUM-1": 1 }, { open: ["KRUM-1"] })).toEqual({ left: ["KRUM-1"], log: [] });
    expect(await afterStart({ "KRUM-1": 1 }, { keepDays: 0 })).toEqual({ left: ["KRUM-1"], log: [] });
  });

  test("keeps a room whose record cannot be read, and says so", async () => {
    const path = join(folders.records, "KRUM-1", "room.json");
    const damage = async () => {
      await writeFile(path, "{");
      await utimes(path, 0, DAY_MS / 1000);
    };
    const { left, log } = await afterStart({ "KRUM-1": 1 }, { damage });
    expect(left).toEqual(["KRUM-1"]);
    expect(log).toEqual([
      "Room KRUM-1 was last open 999 days ago. It is kept, since its record cannot be read; the command forget deletes it",
    ]);
  });

  test("counts from the first start with a clock that is right where a class was open while it was ahead", async () => {
    const store = await record({ "KRUM-1": 5000 * DAY_MS });
    for (const [day, left] of [
      [900, ["KRUM-1"]],
      [930, ["KRUM-1"]], // overdue after 30 days
      [944, []],
    ] as const) {
      const rooms = await store.loadRooms();
      await forgetOldRooms(folders, { ...rooms, open: [], keepDays: 30, now: day * DAY_MS, log() {} });
      expect(await roomsIn(folders)).toEqual(left);
    }
    await store.close();
  });

  test("counts from the day on which records were copied here", async () => {
    const damage = () => utimes(join(folders.records, "KRUM-1", "room.json"), 0, (999 * DAY_MS) / 1000);
    expect((await afterStart({ "KRUM-1": 1 }, { damage })).left).toEqual(["KRUM-1"]);
  });

  test("by default keeps a class over the longest summer holidays, and not into the next school year", () => {
    expect(DEFAULT_KEEP_DAYS).toBeGreaterThan(14 * 7);
    expect(DEFAULT_KEEP_DAYS).toBeLessThan(365);
  });
});
