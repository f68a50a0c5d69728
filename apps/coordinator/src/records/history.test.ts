import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RoundRecord, RunConfig } from "@honest-majority/protocol";
import { readRecordFile } from "@honest-majority/records";
import type { KeptRoom } from "@honest-majority/room";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { exportRun } from "./exportRun";
import { type FileRunStore, fileRunStore } from "./fileRunStore";
import { type RunHistory, runHistory } from "./history";

const config = RunConfig.parse({ model: "softmax", f: 0, arms: ["mean"] });
const DIM = 7_850;

let folder: string;
let store: FileRunStore;
let history: RunHistory;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "history-")), "records");
  store = await fileRunStore(folder);
  history = runHistory(folder);
});
afterEach(async () => {
  await store.close();
  await rm(join(folder, ".."), { recursive: true });
});

const record = (round: number, accuracy?: number, more: Partial<RoundRecord> = {}): RoundRecord => ({
  round,
  openedAt: 1_000 * round,
  closedAt: 1_000 * round + 5,
  closedBy: "all-in",
  invited: ["a", "b"],
  arms: [
    {
      label: "mean",
      outcome: "stepped",
      rows: [],
      warnings: [],
      aggregateNorm: 1,
      learningRate: 0.1,
      trainLoss: 2,
      aggregateMs: 3,
      ...(accuracy !== undefined && { evaluation: { accuracy, loss: 1, confusion: [] } }),
    },
  ],
  refusals: [],
  events: [],
  ...more,
});
const room = (run: string, change: Partial<KeptRoom> = {}): KeptRoom => ({
  room: "KRUM-42",
  instructorToken: "secret",
  run,
  config,
  phase: "running",
  workers: [
    { id: "b", token: "t", name: "Ben", index: 1, role: { kind: "honest" } },
    { id: "a", token: "u", name: "Ada", index: 0, role: { kind: "honest" } },
  ],
  class: { locked: false, pace: "fast", revealed: true },
  savedAt: 5,
  ...change,
});
const vectors = (value: number) => ({
  parameters: new Float32Array(DIM).fill(value),
  previous: new Float32Array(DIM),
});
const flip = (worker: string): RoundRecord["events"][number] => ({
  kind: "flipped",
  worker,
  name: "Ada",
  by: "worker",
  role: { kind: "honest" },
});

/** A run of two rounds. */
async function play(run: string) {
  await store.saveRoom(room(run));
  await store.append("KRUM-42", run, record(0, 0.25), vectors(1));
  await store.append("KRUM-42", run, record(1, undefined, { events: [flip("a"), flip("b")] }), vectors(2));
}
const read = async (run: string, names: boolean) => {
  const file = await exportRun(history, { room: "KRUM-42", run, format: "jsonl", names });
  return readRecordFile(Buffer.concat([...(file?.pieces ?? [])]));
};

describe("list", () => {
  test("has each run with rounds, newest first, page by page", async () => {
    for (const run of ["r1", "r3", "r2"]) await play(run);
    await store.saveRoom(room("r4")); // no round yet
    const summary = {
      config,
      openedAt: 0,
      closedAt: 1_005,
      rounds: 2,
      flips: 2,
      accuracy: [0.25],
    };
    expect(await history.list("KRUM-42", { most: 2 })).toEqual({
      runs: [
        { run: "r3", ...summary },
        { run: "r2", ...summary },
      ],
      more: true,
    });
    expect(await history.list("KRUM-42", { most: 2, before: "r2" })).toEqual({
      runs: [{ run: "r1", ...summary }],
      more: false,
    });
    expect(await history.list("MEAN-7", { most: 2 })).toEqual({ runs: [], more: false });
  });

  test("counts rounds that are recorded after it was asked first", async () => {
    await play("r1");
    const rounds = async () => (await history.list("KRUM-42", { most: 1 })).runs[0];
    expect(await rounds()).toMatchObject({ rounds: 2 });
    await store.append("KRUM-42", "r1", record(2, 0.5), vectors(3));
    expect(await rounds()).toMatchObject({ rounds: 3, accuracy: [0.5] });
  });

  test("marks a run that lacks rounds, and names one whose rounds are lost", async () => {
    for (const run of ["r1", "r2"]) await play(run);
    const log = (run: string) => join(folder, "KRUM-42", run, "rounds.jsonl");
    const [, second] = (await readFile(log("r1"), "utf8")).split("\n");
    await writeFile(log("r1"), `{\n${second}\n`);
    await writeFile(log("r2"), "");
    expect((await history.list("KRUM-42", { most: 5 })).runs).toEqual([
      {
        run: "r2",
        problem: expect.stringMatching(/rounds\.jsonl has no record, and vectors-2\.f32 is there/),
      },
      expect.objectContaining({ run: "r1", rounds: 1, missing: "0" }),
    ]);
  });

  test("says what is wrong with a run whose settings are damaged, and lists the others", async () => {
    for (const run of ["r1", "r2"]) await play(run);
    await writeFile(join(folder, "KRUM-42", "r1", "config.json"), '{"arms":["thief"]}');
    const { runs } = await history.list("KRUM-42", { most: 5 });
    expect(runs).toEqual([
      expect.objectContaining({ run: "r2", rounds: 2 }),
      { run: "r1", problem: expect.stringMatching(/config\.json cannot be used: arms\.0/) },
    ]);
    // the room has those of its current run
    await writeFile(join(folder, "KRUM-42", "r2", "config.json"), "{");
    expect((await history.list("KRUM-42", { most: 5 })).runs[0]).toMatchObject({ run: "r2", config });
  });
});

describe("a saved record", () => {
  test("has the lines of the disk, who was there by place, and the reveal, also when the room has another run", async () => {
    await play("r1");
    await store.saveRoom(
      room("r2", { class: { locked: false, pace: "fast", revealed: false }, workers: [] }),
    );
    const log = await readFile(join(folder, "KRUM-42", "r1", "rounds.jsonl"), "utf8");
    const file = await exportRun(history, { room: "KRUM-42", run: "r1", format: "jsonl", names: true });
    expect(file?.name).toBe("honest-majority-KRUM-42-r1.jsonl");
    expect(
      Buffer.concat([...(file?.pieces ?? [])])
        .toString()
        .endsWith(`}\n${log}`),
    ).toBe(true);
    expect(await read("r1", true)).toEqual({
      room: "KRUM-42",
      run: "r1",
      config,
      workers: [
        { id: "a", name: "Ada" },
        { id: "b", name: "Ben" },
      ],
      revealed: true,
      rounds: [record(0, 0.25), record(1, undefined, { events: [flip("a"), flip("b")] })],
    });
  });

  test("without names has none, and reads all the same", async () => {
    await play("r1");
    const file = await exportRun(history, { room: "KRUM-42", run: "r1", format: "jsonl", names: false });
    expect(Buffer.concat([...(file?.pieces ?? [])]).toString()).not.toMatch(/Ada|Ben/);
    expect((await read("r1", false)).rounds).toHaveLength(2);
  });

  test("of an earlier version, without class.json, has the names of the room or of the events", async () => {
    await play("r1");
    await rm(join(folder, "KRUM-42", "r1", "class.json"));
    expect((await read("r1", true)).workers.map(({ name }) => name)).toEqual(["Ada", "Ben"]);
    await store.saveRoom(room("r2"));
    expect((await read("r1", true)).workers).toEqual([
      { id: "a", name: "Ada" },
      { id: "b", name: "Ada" }, // as its flip says
    ]);
  });

  test("leaves out what is damaged of it", async () => {
    await play("r1");
    await appendFile(join(folder, "KRUM-42", "r1", "rounds.jsonl"), '{"round":2,"arms":[{"la');
    expect((await read("r1", true)).rounds.map(({ round }) => round)).toEqual([0, 1]);
  });

  test("is none where the room has no such run, whatever it is called", async () => {
    await play("r1");
    for (const run of ["r9", "..", "../KRUM-42/r1", "room.json", ""])
      for (const format of ["jsonl", "csv", "npy"] as const)
        expect(await exportRun(history, { room: "KRUM-42", run, format, names: true })).toBeUndefined();
  });
});

describe("the models", () => {
  test("are what the next round starts from", async () => {
    await play("r1");
    const models = await history.models("KRUM-42", "r1");
    expect(models).toMatchObject({ run: "r1", round: 2, config });
    expect(models?.parameters).toEqual([vectors(2).parameters]);
    const file = await exportRun(history, { room: "KRUM-42", run: "r1", format: "safetensors", names: true });
    expect(file?.name).toBe("honest-majority-KRUM-42-r1-mean.safetensors");
  });

  test("are those of the round before where the last are damaged, else a sentence", async () => {
    await play("r1");
    const path = (round: number) => join(folder, "KRUM-42", "r1", `vectors-${round}.f32`);
    await writeFile(path(2), "x");
    expect(await history.models("KRUM-42", "r1")).toMatchObject({ round: 1 });
    await rm(path(1));
    await expect(history.models("KRUM-42", "r1")).rejects.toThrow(
      /^The models of run r1 cannot be read: .*vectors-2\.f32 must have/,
    );
  });
});

describe("has", () => {
  test("knows a run by its exact name", async () => {
    await play("r1");
    expect(await Promise.all(["r1", "R1", "r2"].map((run) => history.has("KRUM-42", run)))).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe("deleteRun", () => {
  const runs = async () =>
    (await readdir(join(folder, "KRUM-42"))).filter((name) => name.startsWith("r") && name !== "room.json");

  test("deletes a run with its vectors and names, and no other", async () => {
    for (const run of ["r1", "r2"]) await play(run);
    await history.list("KRUM-42", { most: 5 });
    await store.deleteRun("KRUM-42", "r1");
    await store.deleteRun("KRUM-42", "r1");
    expect(await runs()).toEqual(["r2"]);
    expect((await history.list("KRUM-42", { most: 5 })).runs).toHaveLength(1);
    await store.append("KRUM-42", "r2", record(2), vectors(3));
    await expect(store.deleteRun("KRUM-42", "../KRUM-42")).rejects.toThrow(RangeError);
  });

  test("ends at the next start after a kill", async () => {
    await play("r1");
    const { rename } = await import("node:fs/promises");
    await rename(join(folder, "KRUM-42", "r1"), join(folder, "KRUM-42", "r1.forgotten"));
    await (await fileRunStore(folder)).close();
    expect(await runs()).toEqual([]);
  });
});
