import { execFileSync } from "node:child_process";
import {
  appendFile,
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RoundRecord, RunConfig } from "@honest-majority/protocol";
import type { KeptRoom } from "@honest-majority/room";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fileRunStore } from "./fileRunStore";
import { MOST_ROOM_BYTES } from "./regularFile";

let folder: string;
let keys: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "store-")), "records");
  keys = `${folder}-keys`;
});
afterEach(() => rm(join(folder, ".."), { recursive: true }));

const record = (round: number): RoundRecord => ({
  round,
  openedAt: 1,
  closedAt: 2,
  closedBy: "all-in",
  invited: ["ada"],
  arms: [
    {
      label: "mean",
      outcome: "stepped",
      rows: [{ worker: "ada", kept: 1 }],
      warnings: [],
      aggregateNorm: 1,
      learningRate: 0.1,
      trainLoss: 2,
      aggregateMs: 3,
    },
  ],
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
  test("loadRun reads what rounding left out of the steps; zeros take no bytes", async () => {
    const store = await fileRunStore(folder);
    const rounded = { ...vectors(0), residual: Float32Array.of(0, -0.25) };
    await store.append("KRUM-42", "r1", record(0), rounded);
    expect((await (await fileRunStore(folder)).loadRun("KRUM-42", "r1", 2)).vectors).toEqual(rounded);
    await store.append("KRUM-42", "r1", record(1), { ...vectors(1), residual: new Float32Array(2) });
    expect((await (await fileRunStore(folder)).loadRun("KRUM-42", "r1", 2)).vectors).toEqual(vectors(1));
    const bytesOf = async (name: string) => (await stat(join(run(), name))).size;
    expect(await Promise.all(["vectors-1.f32", "vectors-2.f32"].map(bytesOf))).toEqual([24, 16]);
  });

  test("loadRun reads all records and the last vectors after a restart", async () => {
    const store = await fileRunStore(folder);
    await Promise.all([0, 1, 2].map((t) => store.append("KRUM-42", "r1", record(t), vectors(t))));
    const kept = await (await fileRunStore(folder)).loadRun("KRUM-42", "r1", 2);
    expect(kept.records).toEqual([0, 1, 2].map(record));
    expect(kept.vectors).toEqual(vectors(2));
    expect(await readdir(run())).toEqual(["rounds.jsonl", "vectors-2.f32", "vectors-3.f32"]);
    await store.close();
  });

  test("append saves the vectors as they are at the call, also when they change while the disk is busy", async () => {
    const store = await fileRunStore(folder);
    const live = vectors(1);
    const kept = store.append("KRUM-42", "r1", record(0), live);
    live.parameters.fill(9);
    await kept;
    expect((await store.loadRun("KRUM-42", "r1", 2)).vectors).toEqual(vectors(1));
    await store.close();
  });

  test("loadRun cuts off a torn last line, and the run resumes from the line before", async () => {
    const store = await fileRunStore(folder);
    await store.append("KRUM-42", "r1", record(0), vectors(0));
    await store.close();
    await appendFile(join(run(), "rounds.jsonl"), '{"round":1,"arms":[{"la');
    const again = await fileRunStore(folder);
    const kept = await again.loadRun("KRUM-42", "r1", 2);
    expect(kept.records).toEqual([record(0)]);
    expect(kept.problem).toMatch(/the last line was cut short .* the run goes on at round 1$/);
    await again.append("KRUM-42", "r1", record(1), vectors(1));
    expect((await again.loadRun("KRUM-42", "r1", 2)).records).toEqual([record(0), record(1)]);
    await again.close();
  });

  test("loadRun drops vectors without a record, which a kill left, and returns those before", async () => {
    const store = await fileRunStore(folder);
    await store.append("KRUM-42", "r1", record(0), vectors(0));
    await store.close();
    await writeFile(join(run(), "vectors-2.f32"), new Uint8Array(16).fill(7));
    const kept = await (await fileRunStore(folder)).loadRun("KRUM-42", "r1", 2);
    expect(kept.records).toEqual([record(0)]);
    expect(kept.vectors).toEqual(vectors(0));
    expect(await readdir(run())).not.toContain("vectors-2.f32");
  });

  test.each(["folder", "log"])(
    "append refuses a round when the run's %s was deleted, and the next call goes on",
    async (gone) => {
      const store = await fileRunStore(folder);
      await store.saveRoom(room());
      await store.append("KRUM-42", "r1", record(0), vectors(0));
      await rm(gone === "folder" ? run() : join(run(), "rounds.jsonl"), { recursive: true });
      await expect(store.append("KRUM-42", "r1", record(1), vectors(1))).rejects.toThrow(
        /rounds\.jsonl was deleted or moved in mid-run: put it back, or /,
      );
      await store.saveRoom(room({ phase: "paused" }));
      await store.append("KRUM-42", "r1", record(1), vectors(1));
      expect((await readdir(run())).sort()).toEqual([
        "class.json",
        "config.json",
        "rounds.jsonl",
        ...(gone === "log" ? ["vectors-1.f32"] : []),
        "vectors-2.f32",
      ]);
      const kept = await (await fileRunStore(folder)).loadRun("KRUM-42", "r1", 2);
      expect(kept.records).toEqual([record(1)]);
      expect(kept.vectors).toEqual(vectors(1));
      await store.close();
    },
  );

  test("append goes on in a log that was moved away and put back", async () => {
    const store = await fileRunStore(folder);
    await store.append("KRUM-42", "r1", record(0), vectors(0));
    await rename(run(), `${run()}-moved`);
    await expect(store.append("KRUM-42", "r1", record(1), vectors(1))).rejects.toThrow(
      "was deleted or moved",
    );
    await rename(`${run()}-moved`, run());
    await store.append("KRUM-42", "r1", record(1), vectors(1));
    const kept = await (await fileRunStore(folder)).loadRun("KRUM-42", "r1", 2);
    expect(kept).toEqual({ records: [record(0), record(1)], vectors: vectors(1) });
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
    await store.saveRoom(room({ run: "r9" }));
    expect(await store.loadRun("KRUM-42", "r9", 2)).toEqual({ records: [] });
  });

  test("loadRun refuses a run whose folder was deleted, and says what is gone", async () => {
    const store = await fileRunStore(folder);
    await store.saveRoom(room());
    await rm(run(), { recursive: true });
    await expect(store.loadRun("KRUM-42", "r1", 2)).rejects.toThrow(
      /KRUM-42.r1 is gone, and with it the records of this run's rounds/,
    );
  });

  test("loadRooms returns rooms newest first; their files are private to their owner", async () => {
    const store = await fileRunStore(folder);
    await store.saveRoom(room());
    await store.saveRoom(room({ room: "MEAN-7", savedAt: 9 }));
    expect(await store.loadRooms()).toEqual({
      rooms: [room({ room: "MEAN-7", savedAt: 9 }), room()],
      damaged: [],
    });
    if (process.platform !== "win32") {
      for (const path of [join(folder, "KRUM-42", "room.json"), join(keys, "KRUM-42", "keys.json")])
        expect((await stat(path)).mode & 0o777).toBe(0o600);
      for (const path of [folder, keys, join(keys, "KRUM-42")])
        expect((await stat(path)).mode & 0o777).toBe(0o700);
    }
    expect(JSON.parse(await readFile(join(run(), "config.json"), "utf8"))).toEqual(room().config);
  });

  test("loadRooms reads a room file that an editor saved as UTF-16", async () => {
    const store = await fileRunStore(folder);
    await store.saveRoom(room());
    const path = join(folder, "KRUM-42", "room.json");
    await writeFile(path, Buffer.from(`\ufeff${await readFile(path, "utf8")}`, "utf16le"));
    expect(await store.loadRooms()).toEqual({ rooms: [room()], damaged: [] });
  });

  test("a worker that is saved has its key, whichever of the two files the disk refuses", async () => {
    const store = await fileRunStore(folder);
    const [ada] = room().workers;
    const withBen = room({ workers: [ada, { ...ada, id: "b", token: "u", name: "Ben", index: 1 }] });
    await store.saveRoom(room());
    for (const refused of [
      join(keys, "KRUM-42", "keys.json.tmp"),
      join(folder, "KRUM-42", "room.json.tmp"),
    ]) {
      await mkdir(refused);
      await expect(store.saveRoom(withBen)).rejects.toThrow(/cannot be written/);
      expect(await store.loadRooms()).toEqual({ rooms: [room()], damaged: [] });
      await rm(refused, { recursive: true });
    }
    await store.saveRoom(withBen);
    expect(await store.loadRooms()).toEqual({ rooms: [withBen], damaged: [] });
  });

  test("a room that says that it was saved days after its file was written was saved when its file was", async () => {
    const store = await fileRunStore(folder);
    await store.saveRoom(room({ savedAt: Date.now() + 9e10 }));
    const { mtimeMs } = await stat(join(folder, "KRUM-42", "room.json"));
    expect((await store.loadRooms()).rooms[0].savedAt).toBe(mtimeMs);
  });

  test("concurrent calls of saveRoom end with the last room", async () => {
    const store = await fileRunStore(folder);
    await Promise.all([1, 2, 3, 4].map((savedAt) => store.saveRoom(room({ savedAt }))));
    expect((await store.loadRooms()).rooms[0].savedAt).toBe(4);
  });

  test("loadRooms tells of rooms whose record is damaged, keeps a copy, and returns the others", async () => {
    const store = await fileRunStore(folder);
    await store.saveRoom(room());
    await mkdir(join(folder, "MEAN-7"));
    await writeFile(join(folder, "MEAN-7", "room.json"), "{");
    await mkdir(join(folder, "CLIP-1"));
    await writeFile(join(folder, "CLIP-1", "room.json"), JSON.stringify({ ...room(), config: { f: -1 } }));
    await mkdir(join(folder, "MAD-1", "room.json"), { recursive: true });
    await writeFile(join(folder, "FILE-1"), "no folder");
    const { rooms, damaged } = await store.loadRooms();
    expect(rooms.map((kept) => kept.room)).toEqual(["KRUM-42"]);
    const problems = Object.fromEntries(damaged.map(({ room, problem }) => [room, problem]));
    expect(problems).toEqual({
      "MEAN-7": expect.stringMatching(/it is not JSON.*A copy of it is .*MEAN-7.room-damaged\.json$/),
      "CLIP-1": expect.stringMatching(/config\.f: Too small/),
      "MAD-1": expect.stringMatching(/cannot be used \(EISDIR/),
      "FILE-1": expect.stringMatching(/cannot be used \(ENOTDIR/),
    });
    expect(await readFile(join(folder, "MEAN-7", "room-damaged.json"), "utf8")).toBe("{");
    const written = (await stat(join(folder, "MEAN-7", "room.json"))).mtimeMs;
    expect(damaged.find(({ room }) => room === "MEAN-7")?.savedAt).toBe(written);
  });

  describe("a room whose record names what this program does not have", () => {
    const lacks: [string, (record: { config: object; workers: object[] }) => object, RegExp][] = [
      [
        "a plugin's rule",
        ({ config }) => ({ config: { ...config, arms: ["lengthFilter"] } }),
        /"lengthFilter"/,
      ],
      ["a later version's setting", ({ config }) => ({ config: { ...config, tempo: 1 } }), /config\.tempo/],
      [
        "a later version's choice",
        ({ config }) => ({
          config: {
            ...config,
            arms: [{ aggregator: { rule: "geometricMedian", start: "anywhere" } }],
          },
        }),
        /aggregator\.start/,
      ],
      [
        "a plugin's attack",
        ({ workers: [worker] }) => ({
          workers: [{ ...worker, role: { kind: "malicious", attack: { kind: "shuffled" } } }],
        }),
        /"shuffled"/,
      ],
    ];
    test.each(lacks)("stays closed, and its files as they are: %s", async (_, change, named) => {
      await (await fileRunStore(folder)).saveRoom(room());
      const path = join(folder, "KRUM-42", "room.json");
      const record = JSON.parse(await readFile(path, "utf8"));
      const text = JSON.stringify({ ...record, ...change(record) });
      await writeFile(path, text);
      const { rooms, damaged } = await (await fileRunStore(folder)).loadRooms();
      expect(rooms).toEqual([]);
      expect(damaged).toEqual([
        expect.objectContaining({
          room: "KRUM-42",
          staysClosed: true,
          problem: expect.stringMatching(named),
          savedAt: (await stat(path)).mtimeMs,
        }),
      ]);
      expect(await readFile(path, "utf8")).toBe(text);
      expect(await readdir(join(folder, "KRUM-42"))).toEqual(["r1", "room.json"]);
    });
  });

  test("a room whose record is damaged has its teacher's key, and its workers' when the record is put back", async () => {
    await (await fileRunStore(folder)).saveRoom(room());
    const path = join(folder, "KRUM-42", "room.json");
    const whole = await readFile(path, "utf8");
    await writeFile(path, "{");
    const store = await fileRunStore(folder);
    expect((await store.loadRooms()).damaged).toEqual([
      expect.objectContaining({ room: "KRUM-42", instructorToken: "secret" }),
    ]);
    const ben = { ...room().workers[0], id: "b", token: "u", name: "Ben" };
    await store.saveRoom(room({ workers: [ben] }));
    const later = await fileRunStore(folder);
    await later.loadRooms();
    await later.saveRoom(room({ workers: [] })); // Ben was removed
    await writeFile(path, whole);
    const last = await fileRunStore(folder);
    expect(await last.loadRooms()).toEqual({ rooms: [room()], damaged: [] });
    expect(JSON.parse(await readFile(join(keys, "KRUM-42", "keys.json"), "utf8")).workers).toEqual({
      a: "t",
    });
  });

  describe("with something odd among the rooms", () => {
    /** Opens a store on one whole room and what `spoil` puts there; returns the sentences about the latter. */
    async function sentences(spoil: (odd: string) => Promise<unknown>) {
      await (await fileRunStore(folder)).saveRoom(room());
      await spoil(join(folder, "MEAN-7"));
      const reports: string[] = [];
      const store = await fileRunStore(folder, { report: (sentence) => reports.push(sentence) });
      const { rooms, damaged } = await store.loadRooms();
      expect(rooms.map(({ room }) => room)).toEqual(["KRUM-42"]);
      expect(damaged.map(({ room }) => room)).toEqual(["MEAN-7"]);
      await store.close();
      return [...reports, ...damaged.map(({ problem }) => problem)];
    }
    const isWindows = process.platform === "win32";
    const pipe = (path: string) => execFileSync("mkfifo", [path]);

    test.skipIf(isWindows)("opens the others when a folder links to itself", async () => {
      const found = await sentences((odd) => symlink(odd, odd));
      expect(found).toEqual([
        expect.stringMatching(/MEAN-7 cannot be read: ELOOP/),
        expect.stringMatching(/MEAN-7.room\.json cannot be used \(ELOOP/),
      ]);
    });

    test.skipIf(isWindows || process.getuid?.() === 0)(
      "opens the others when this user may not read a folder (skipped for root, who may)",
      async () => {
        const found = await sentences(async (odd) => {
          await mkdir(odd);
          await chmod(odd, 0);
        });
        expect(found).toHaveLength(2);
        for (const sentence of found) expect(sentence).toContain("EACCES");
        await chmod(join(folder, "MEAN-7"), 0o700);
      },
    );

    test.skipIf(isWindows)(
      "does not wait for a pipe in the place of a room's file or a run's log",
      async () => {
        const found = await sentences(async (odd) => {
          await mkdir(odd);
          pipe(join(odd, "room.json"));
          pipe(join(odd, "room-damaged.json"));
        });
        expect(found).toEqual([
          expect.stringMatching(/room\.json cannot be used \(it is no regular file\)$/),
        ]);
        await mkdir(run(), { recursive: true });
        pipe(join(run(), "rounds.jsonl"));
        const store = await fileRunStore(folder);
        await expect(store.loadRun("KRUM-42", "r1", 2)).rejects.toThrow("it is no regular file");
        await rm(join(keys, "KRUM-42", "keys.json"));
        pipe(join(keys, "KRUM-42", "keys.json"));
        const [{ problem }] = (await store.loadRooms()).rooms;
        expect(problem).toMatch(/keys\.json cannot be used \(it is no regular file\)/);
      },
    );

    test("reads no room file of more than 32 MB", async () => {
      const found = await sentences(async (odd) => {
        await mkdir(odd);
        await writeFile(join(odd, "room.json"), "");
        await truncate(join(odd, "room.json"), MOST_ROOM_BYTES + 1);
      });
      expect(found).toEqual([expect.stringContaining("32000001 bytes, and at most 32000000 are read")]);
    });

    test("opens the others when what an earlier start began to delete cannot be read", async () => {
      const found = await sentences(async (odd) => {
        await mkdir(odd);
        await writeFile(join(odd, "room.json"), "{");
        await writeFile(join(folder, "MAD-1.forgotten"), "");
      });
      expect(found).toEqual([expect.stringContaining("it is not JSON")]);
      expect(await readdir(folder)).not.toContain("MAD-1.forgotten");
    });
  });

  test("refuses names that lead out of the folder", async () => {
    const store = await fileRunStore(folder);
    await expect(store.append("KRUM-42", "../../x", record(0), vectors(0))).rejects.toThrow(/runFolder/);
    await expect(store.loadRun("..", "r1", 2)).rejects.toThrow(/roomFolder/);
    await expect(store.saveRoom(room({ room: "../X" }))).rejects.toThrow(/roomFolder/);
    await expect(store.saveRoom(room({ run: ".." }))).rejects.toThrow(/runFolder/);
    expect(await readdir(folder)).toEqual([]);
  });

  test("names a folder that cannot be made", async () => {
    await writeFile(folder, "");
    await expect(fileRunStore(join(folder, "records"))).rejects.toThrow(
      /records.records cannot be written: there is a file where a folder must be \(ENOTDIR\).*--records/,
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
    await store.append("KRUM-42", "r1", record(0), vectors(1));
    expect(await store.loadRun("KRUM-42", "r1", 2)).toEqual({
      records: [record(0)],
      vectors: vectors(1),
    });
    await store.close();
  });

  test("each run of a room has its own log, also when an earlier run continues", async () => {
    const store = await fileRunStore(folder);
    await store.append("KRUM-42", "r1", record(0), vectors(0));
    await store.append("KRUM-42", "r2", record(0), vectors(5));
    await store.append("KRUM-42", "r1", record(1), vectors(1));
    expect((await store.loadRun("KRUM-42", "r1", 2)).records).toEqual([record(0), record(1)]);
    expect(await store.loadRun("KRUM-42", "r2", 2)).toEqual({
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
    expect((await store.loadRooms()).damaged[0].problem).toMatch(/room KRUM-42 in the folder of room MEAN-7/);
  });

  test("close waits for pending writes", async () => {
    const store = await fileRunStore(folder);
    const kept = [0, 1].map((t) => store.append("KRUM-42", "r1", record(t), vectors(t)));
    await store.close();
    expect((await readFile(join(run(), "rounds.jsonl"), "utf8")).trimEnd().split("\n")).toHaveLength(2);
    await Promise.all(kept);
  });
});
