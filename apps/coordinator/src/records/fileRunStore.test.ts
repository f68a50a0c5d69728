import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RoundRecord, RunConfig } from "@honest-majority/protocol";
import type { KeptRoom } from "@honest-majority/room";
import { afterEach, beforeEach, expect, test } from "vitest";
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
  await expect(store.append("KRUM-42", "../../x", record(0), vectors(0))).rejects.toThrow(/runFolder/);
  await expect(store.loadRun("..", "r1", { vectors: 2 })).rejects.toThrow(/roomFolder/);
  await expect(store.saveRoom(room({ room: "../X" }))).rejects.toThrow(/roomFolder/);
  await expect(store.saveRoom(room({ run: ".." }))).rejects.toThrow(/runFolder/);
  expect(await readdir(folder)).toEqual([]);
});

test("a folder that cannot be made is named", async () => {
  await writeFile(join(folder, "file"), "");
  await expect(fileRunStore(join(folder, "file", "records"))).rejects.toThrow(
    /file.records cannot be written: a file stands where a folder must be \(ENOTDIR\).*--records/,
  );
});

test("a record that the disk refuses rejects with the path, and later ones are kept all the same", async () => {
  const store = await fileRunStore(folder);
  await store.saveRoom(room({ phase: "lobby" }));
  await writeFile(run(), "");
  await expect(store.append("KRUM-42", "r1", record(0), vectors(0))).rejects.toThrow(/KRUM-42.r1 cannot be/);
  await rm(run());
  await store.append("KRUM-42", "r1", record(1), vectors(1));
  expect(await store.loadRun("KRUM-42", "r1", { vectors: 2 })).toEqual({
    records: [record(1)],
    vectors: vectors(1),
  });
  await store.close();
});

test("what was cut short or damaged is said", async () => {
  const said: string[] = [];
  const store = await fileRunStore(folder, { report: (sentence) => said.push(sentence) });
  await store.append("KRUM-42", "r1", record(0), vectors(0));
  await store.close();
  const path = join(run(), "rounds.jsonl");
  await writeFile(path, `{"round"\n${await readFile(path, "utf8")}{"round":1`);
  expect((await store.loadRun("KRUM-42", "r1", { vectors: 2 })).records).toEqual([record(0)]);
  expect(said.join("\n")).toMatch(/rounds\.jsonl: the last line was cut short.*\n.*no record in line 1/);
});

test("each run of a room has a log of its own, and an earlier one can be gone on with", async () => {
  const store = await fileRunStore(folder);
  await store.append("KRUM-42", "r1", record(0), vectors(0));
  await store.append("KRUM-42", "r2", record(0), vectors(5));
  await store.append("KRUM-42", "r1", record(1), vectors(1));
  expect((await store.loadRun("KRUM-42", "r1", { vectors: 2 })).records).toEqual([record(0), record(1)]);
  expect(await store.loadRun("KRUM-42", "r2", { vectors: 2 })).toEqual({
    records: [record(0)],
    vectors: vectors(5),
  });
  await store.close();
});

test("a lobby's run leaves no folder: it may never begin", async () => {
  const store = await fileRunStore(folder);
  await store.saveRoom(room({ phase: "lobby" }));
  expect(await readdir(join(folder, "KRUM-42"))).toEqual(["room.json"]);
});

test("a room file in another room's folder is not taken for that room", async () => {
  const store = await fileRunStore(folder);
  await mkdir(join(folder, "MEAN-7"));
  await writeFile(join(folder, "MEAN-7", "room.json"), JSON.stringify(room()));
  expect((await store.loadRooms()).problems[0]).toMatch(/room KRUM-42 in the folder of room MEAN-7/);
});

test("closing waits for what is being written", async () => {
  const store = await fileRunStore(folder);
  const kept = [0, 1].map((t) => store.append("KRUM-42", "r1", record(t), vectors(t)));
  await store.close();
  expect((await readFile(join(run(), "rounds.jsonl"), "utf8")).trimEnd().split("\n")).toHaveLength(2);
  await Promise.all(kept);
});
