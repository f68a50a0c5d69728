import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RoundRecord, RunConfig } from "@honest-majority/protocol";
import type { KeptRoom } from "@honest-majority/room";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fileRunStore } from "./fileRunStore";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "records-"));
});
afterEach(() => rm(folder, { recursive: true }));

const record = (round: number): RoundRecord => ({
  round,
  openedAt: 1,
  closedAt: 2,
  closedBy: "all-in",
  invited: ["ada"],
  arms: [],
  refusals: [],
  events: [],
});
/** Two values of each: parameters round, -round; previous aggregates 0.5, round. */
const vectors = (round: number) => ({
  parameters: Float32Array.of(round, -round),
  previous: Float32Array.of(0.5, round),
});
const room = (change: Partial<KeptRoom> = {}): KeptRoom => ({
  room: "KRUM-42",
  instructorToken: "secret",
  run: "r1",
  config: RunConfig.parse({ f: 0 }),
  phase: "running",
  workers: [{ id: "a", token: "t", name: "Ada", index: 0, role: { kind: "honest" } }],
  savedAt: 5,
  ...change,
});
const run = () => join(folder, "KRUM-42", "r1");

describe("fileRunStore", () => {
  test("loadRun reads all records and the last vectors after a restart", async () => {
    const store = await fileRunStore(folder);
    await Promise.all([0, 1, 2].map((t) => store.append("KRUM-42", "r1", record(t), vectors(t))));
    const kept = await (await fileRunStore(folder)).loadRun("KRUM-42", "r1", { arms: 1, dim: 2 });
    expect(kept.records).toEqual([0, 1, 2].map(record));
    expect(kept.vectors).toEqual(vectors(2));
    expect(await readdir(run())).toEqual(["rounds.jsonl", "vectors-3.f32"]);
    await store.close();
  });

  test("append saves the vectors as they are at the call, also when they change while the disk is busy", async () => {
    const store = await fileRunStore(folder);
    const live = vectors(1);
    const kept = store.append("KRUM-42", "r1", record(0), live);
    live.parameters.fill(9);
    await kept;
    expect((await store.loadRun("KRUM-42", "r1", { arms: 1, dim: 2 })).vectors).toEqual(vectors(1));
    await store.close();
  });

  test("loadRun cuts off a torn last line, and the run resumes from the line before", async () => {
    const store = await fileRunStore(folder);
    await store.append("KRUM-42", "r1", record(0), vectors(0));
    await store.close();
    await appendFile(join(run(), "rounds.jsonl"), '{"round":1,"arms":[{"la');
    const again = await fileRunStore(folder);
    const kept = await again.loadRun("KRUM-42", "r1", { arms: 1, dim: 2 });
    expect(kept.records).toEqual([record(0)]);
    await again.append("KRUM-42", "r1", record(1), vectors(1));
    expect((await again.loadRun("KRUM-42", "r1", { arms: 1, dim: 2 })).records).toEqual([
      record(0),
      record(1),
    ]);
    await again.close();
  });

  test("loadRun drops vectors without a record, which a kill left, and returns those before", async () => {
    const store = await fileRunStore(folder);
    await store.append("KRUM-42", "r1", record(0), vectors(0));
    await store.close();
    await writeFile(join(run(), "vectors-2.f32"), new Uint8Array(16).fill(7));
    const kept = await (await fileRunStore(folder)).loadRun("KRUM-42", "r1", { arms: 1, dim: 2 });
    expect(kept.records).toEqual([record(0)]);
    expect(kept.vectors).toEqual(vectors(0));
    expect(await readdir(run())).not.toContain("vectors-2.f32");
  });

  test("loadRun rejects vectors of the wrong length; the message names the file and says what to do", async () => {
    const store = await fileRunStore(folder);
    await store.append("KRUM-42", "r1", record(0), vectors(0));
    await expect(store.loadRun("KRUM-42", "r1", { arms: 1, dim: 3 })).rejects.toThrow(
      /vectors-1\.f32: 24 bytes must be there .*, 16 bytes are there\. Move .* away/,
    );
    await rm(join(run(), "vectors-1.f32"));
    await expect(store.loadRun("KRUM-42", "r1", { arms: 1, dim: 2 })).rejects.toThrow(
      /there is no such file/,
    );
    await store.close();
  });

  test("loadRun leaves out the vectors of an arm that the process was killed while adding", async () => {
    const store = await fileRunStore(folder);
    await store.append("KRUM-42", "r1", record(0), vectors(3));
    // parameters, then previous aggregates, of two arms
    const longer = { parameters: Float32Array.of(3, -3, 7, 7), previous: Float32Array.of(0.5, 3, 0, 0) };
    await store.saveVectors("KRUM-42", "r1", 1, longer);
    const load = async (arms: number) => (await store.loadRun("KRUM-42", "r1", { arms, dim: 2 })).vectors;
    expect(await load(1)).toEqual(vectors(3));
    expect(await load(2)).toEqual(longer);
    await expect(load(3)).rejects.toThrow(/vectors-1\.f32: 48 bytes must be there .*, 32 bytes are there/);
    expect(await readdir(run())).toEqual(["rounds.jsonl", "vectors-1.f32"]);
    await store.close();
  });

  test("saveRoom writes config.json again when the settings change in mid-run", async () => {
    const store = await fileRunStore(folder);
    for (const learningRate of [0.5, 0.25]) {
      await store.saveRoom(room({ config: RunConfig.parse({ f: 0, learningRate }) }));
      const config = JSON.parse(await readFile(join(run(), "config.json"), "utf8"));
      expect(config.learningRate).toBe(learningRate);
    }
  });

  test("loadRun returns no records for a run that never closed a round", async () => {
    const store = await fileRunStore(folder);
    expect(await store.loadRun("KRUM-42", "r9", { arms: 1, dim: 2 })).toEqual({ records: [] });
  });

  test("loadRooms returns rooms newest first; their files are private to their owner", async () => {
    const store = await fileRunStore(folder);
    await store.saveRoom(room());
    await store.saveRoom(room({ room: "MEAN-7", savedAt: 9 }));
    expect(await store.loadRooms()).toEqual({
      rooms: [room({ room: "MEAN-7", savedAt: 9 }), room()],
      problems: [],
    });
    if (process.platform !== "win32") {
      expect((await stat(join(folder, "KRUM-42", "room.json"))).mode & 0o777).toBe(0o600);
    }
    expect(JSON.parse(await readFile(join(run(), "config.json"), "utf8"))).toEqual(room().config);
  });

  test("concurrent calls of saveRoom end with the last room", async () => {
    const store = await fileRunStore(folder);
    await Promise.all([1, 2, 3, 4].map((savedAt) => store.saveRoom(room({ savedAt }))));
    expect((await store.loadRooms()).rooms[0].savedAt).toBe(4);
  });

  test("loadRooms reports a room file that does not parse, and still returns the other rooms", async () => {
    const store = await fileRunStore(folder);
    await store.saveRoom(room());
    await mkdir(join(folder, "MEAN-7"));
    await writeFile(join(folder, "MEAN-7", "room.json"), "{");
    await mkdir(join(folder, "CLIP-1"));
    await writeFile(join(folder, "CLIP-1", "room.json"), JSON.stringify({ ...room(), config: { f: -1 } }));
    const { rooms, problems } = await store.loadRooms();
    expect(rooms.map((kept) => kept.room)).toEqual(["KRUM-42"]);
    expect(problems).toHaveLength(2);
    expect(problems.join("\n")).toMatch(/CLIP-1.*config\.f: Too small/);
  });

  test("refuses names that lead out of the folder", async () => {
    const store = await fileRunStore(folder);
    await expect(store.append("KRUM-42", "../../x", record(0), vectors(0))).rejects.toThrow(/runFolder/);
    await expect(store.loadRun("..", "r1", { arms: 1, dim: 2 })).rejects.toThrow(/roomFolder/);
    await expect(store.saveRoom(room({ room: "../X" }))).rejects.toThrow(/roomFolder/);
    await expect(store.saveRoom(room({ run: ".." }))).rejects.toThrow(/runFolder/);
    expect(await readdir(folder)).toEqual([]);
  });

  test("names a folder that cannot be made", async () => {
    await writeFile(join(folder, "file"), "");
    await expect(fileRunStore(join(folder, "file", "records"))).rejects.toThrow(
      /file.records cannot be written: there is a file where a folder must be \(ENOTDIR\).*--records/,
    );
  });

  test("append rejects with the path when the disk refuses a record; later records are stored", async () => {
    const store = await fileRunStore(folder);
    await store.saveRoom(room({ phase: "lobby" }));
    await writeFile(run(), "");
    await expect(store.append("KRUM-42", "r1", record(0), vectors(0))).rejects.toThrow(
      /KRUM-42.r1 cannot be/,
    );
    await rm(run());
    await store.append("KRUM-42", "r1", record(1), vectors(1));
    expect(await store.loadRun("KRUM-42", "r1", { arms: 1, dim: 2 })).toEqual({
      records: [record(1)],
      vectors: vectors(1),
    });
    await store.close();
  });

  test("loadRun reports torn and damaged lines", async () => {
    const reports: string[] = [];
    const store = await fileRunStore(folder, { report: (sentence) => reports.push(sentence) });
    await store.append("KRUM-42", "r1", record(0), vectors(0));
    await store.close();
    const path = join(run(), "rounds.jsonl");
    await writeFile(path, `{"round"\n${await readFile(path, "utf8")}{"round":1`);
    expect((await store.loadRun("KRUM-42", "r1", { arms: 1, dim: 2 })).records).toEqual([record(0)]);
    expect(reports.join("\n")).toMatch(/rounds\.jsonl: the last line was cut short.*\n.*no record in line 1/);
  });

  test("each run of a room has its own log, also when an earlier run continues", async () => {
    const store = await fileRunStore(folder);
    await store.append("KRUM-42", "r1", record(0), vectors(0));
    await store.append("KRUM-42", "r2", record(0), vectors(5));
    await store.append("KRUM-42", "r1", record(1), vectors(1));
    expect((await store.loadRun("KRUM-42", "r1", { arms: 1, dim: 2 })).records).toEqual([
      record(0),
      record(1),
    ]);
    expect(await store.loadRun("KRUM-42", "r2", { arms: 1, dim: 2 })).toEqual({
      records: [record(0)],
      vectors: vectors(5),
    });
    await store.close();
  });

  test("saveRoom makes no folder for a run in the lobby, which may never start", async () => {
    const store = await fileRunStore(folder);
    await store.saveRoom(room({ phase: "lobby" }));
    expect(await readdir(join(folder, "KRUM-42"))).toEqual(["room.json"]);
  });

  test("loadRooms refuses a room file in another room's folder", async () => {
    const store = await fileRunStore(folder);
    await mkdir(join(folder, "MEAN-7"));
    await writeFile(join(folder, "MEAN-7", "room.json"), JSON.stringify(room()));
    expect((await store.loadRooms()).problems[0]).toMatch(/room KRUM-42 in the folder of room MEAN-7/);
  });

  test("close waits for pending writes", async () => {
    const store = await fileRunStore(folder);
    const kept = [0, 1].map((t) => store.append("KRUM-42", "r1", record(t), vectors(t)));
    await store.close();
    expect((await readFile(join(run(), "rounds.jsonl"), "utf8")).trimEnd().split("\n")).toHaveLength(2);
    await Promise.all(kept);
  });
});
