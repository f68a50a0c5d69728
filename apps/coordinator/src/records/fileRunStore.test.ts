import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RoundRecord, RunConfig } from "@honest-majority/protocol";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fileRunStore } from "./fileRunStore";
import type { KeptRoom } from "./runStore";

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

test("what was kept is there after a restart: records, and the vectors behind the last of them", async () => {
  const store = await fileRunStore(folder);
  await Promise.all([0, 1, 2].map((t) => store.append("KRUM-42", "r1", record(t), vectors(t))));
  const kept = await (await fileRunStore(folder)).loadRun("KRUM-42", "r1", { vectors: 2 });
  expect(kept.records).toEqual([0, 1, 2].map(record));
  expect(kept.vectors).toEqual(vectors(2));
  expect(await readdir(run())).toEqual(["rounds.jsonl", "vectors-3.f32"]);
  await store.close();
});

test("the vectors are those of the moment of the call, though they change while the disk is busy", async () => {
  const store = await fileRunStore(folder);
  const live = vectors(1);
  const kept = store.append("KRUM-42", "r1", record(0), live);
  live.parameters.fill(9);
  await kept;
  expect((await store.loadRun("KRUM-42", "r1", { vectors: 2 })).vectors).toEqual(vectors(1));
  await store.close();
});

test("a torn last line is cut off, and the run goes on from the line before", async () => {
  const store = await fileRunStore(folder);
  await store.append("KRUM-42", "r1", record(0), vectors(0));
  await store.close();
  await appendFile(join(run(), "rounds.jsonl"), '{"round":1,"arms":[{"la');
  const again = await fileRunStore(folder);
  const kept = await again.loadRun("KRUM-42", "r1", { vectors: 2 });
  expect(kept.records).toEqual([record(0)]);
  await again.append("KRUM-42", "r1", record(1), vectors(1));
  expect((await again.loadRun("KRUM-42", "r1", { vectors: 2 })).records).toEqual([record(0), record(1)]);
  await again.close();
});

test("killed between vectors and line, the round is run again from what it started from", async () => {
  const store = await fileRunStore(folder);
  await store.append("KRUM-42", "r1", record(0), vectors(0));
  await store.close();
  await writeFile(join(run(), "vectors-2.f32"), new Uint8Array(16).fill(7));
  const kept = await (await fileRunStore(folder)).loadRun("KRUM-42", "r1", { vectors: 2 });
  expect(kept.records).toEqual([record(0)]);
  expect(kept.vectors).toEqual(vectors(0));
  expect(await readdir(run())).not.toContain("vectors-2.f32");
});

test("vectors of the wrong length stop the run with the file, what must be there and what to do", async () => {
  const store = await fileRunStore(folder);
  await store.append("KRUM-42", "r1", record(0), vectors(0));
  await expect(store.loadRun("KRUM-42", "r1", { vectors: 3 })).rejects.toThrow(
    /vectors-1\.f32: 24 bytes must be there .*, 16 bytes are there\. Move .* away/,
  );
  await rm(join(run(), "vectors-1.f32"));
  await expect(store.loadRun("KRUM-42", "r1", { vectors: 2 })).rejects.toThrow(/there is no such file/);
  await store.close();
});

test("a run that never closed a round has no records", async () => {
  const store = await fileRunStore(folder);
  expect(await store.loadRun("KRUM-42", "r9", { vectors: 2 })).toEqual({ records: [] });
});

test("rooms come back newest first, private to their owner", async () => {
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

test("saves of one room end with the last asked for", async () => {
  const store = await fileRunStore(folder);
  await Promise.all([1, 2, 3, 4].map((savedAt) => store.saveRoom(room({ savedAt }))));
  expect((await store.loadRooms()).rooms[0].savedAt).toBe(4);
});

test("a room file that does not parse is a problem said, not a start refused", async () => {
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

test("names that would climb out of the folder are refused", async () => {
  const store = await fileRunStore(folder);
  expect(() => store.append("KRUM-42", "../../x", record(0), vectors(0))).toThrow();
  await expect(store.saveRoom(room({ room: "../X" }))).rejects.toThrow();
});

test("a folder that cannot be made is named", async () => {
  await writeFile(join(folder, "file"), "");
  await expect(fileRunStore(join(folder, "file", "records"))).rejects.toThrow(
    /^--records .*file.records: must be a folder/,
  );
});
