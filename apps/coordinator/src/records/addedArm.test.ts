import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chooseNodeBackend } from "@honest-majority/backends";
import { type Clock, localCompute } from "@honest-majority/conductor";
import { glyphs, plainMemory } from "@honest-majority/learning";
import type { RoundTask } from "@honest-majority/protocol";
import {
  Arm,
  type Bytes,
  decodeVectors,
  encodeVectors,
  PROTOCOL_VERSION,
  RunConfig,
} from "@honest-majority/protocol";
import { type KeptRoom, Room, type RunStore } from "@honest-majority/room";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { fileRunStore } from "./fileRunStore";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "added-arm-"));
  onTestFinished(() => rm(folder, { recursive: true })); // after the rooms, which save when they are closed
});

const backend = await chooseNodeBackend();
const noTimers: Clock = { now: () => 0, date: () => 0, after: () => () => {} };
const CONFIG = RunConfig.parse({
  model: "softmax",
  workers: 1,
  f: 0,
  rounds: 9,
  arms: ["mean", "coordinateMedian"],
});

/** A room with one worker that answers a round with 0.01 for the first arm, 0.02 for the second, and so on. */
async function openRoom(store: RunStore, kept?: KeptRoom) {
  const compute = localCompute({
    backend,
    load: async () => glyphs({ seed: 1, train: 8, test: 4 }),
    allocate: plainMemory,
    now: () => 0,
  });
  const starts: Float32Array[][] = [];
  const problems: string[] = [];
  const answer = (worker: string, task: RoundTask, parameters: Bytes) => {
    const { run, round, arms, dim, codec } = task;
    starts[round] = decodeVectors(parameters, { count: arms.length, length: dim, codec });
    for (const arm of arms) {
      const header = { run, round, arm, dim, codec, trainLoss: 1, computeMs: 1 };
      const update = new Float32Array(dim).fill(0.01 * (arm + 1));
      expect(room.takeUpdate(worker, header, encodeVectors([update], codec))).toEqual({ ok: true });
    }
  };
  const room: Room = await Room.open(
    {
      code: "KRUM-42",
      instructorToken: "secret",
      compute,
      store,
      outbox: {
        toWorker(worker, event, ...args) {
          if (event === "round:open") queueMicrotask(() => answer(worker, ...(args as [RoundTask, Bytes])));
        },
        toWorkers(workers, event, ...args) {
          for (const worker of workers) this.toWorker(worker, event, ...args);
        },
        toDashboards() {},
        dismiss() {},
      },
      clock: noTimers,
      newToken: () => "token",
      shuffled: (list) => [...list],
      newRunId: () => "run",
      sameToken: (given, wanted) => given === wanted,
      joins: () => [],
      datasets: [],
      maxMessageBytes: 1e6,
      seatsPerAddress: 16,
      autostart: false,
      log: (line) => problems.push(line),
    },
    kept?.config ?? CONFIG,
    kept,
  );
  onTestFinished(async () => {
    await room.close();
    await compute.close();
  });
  // without timers the pause may not be on disk yet: the run would go on by itself
  await room.run.command("pause");
  const token = kept?.workers[0].token;
  const request = { protocol: PROTOCOL_VERSION, room: "KRUM-42", backend: "test", token };
  const joined = await room.join(request, { connection: "test", isThere: () => true });
  if (!joined.ok) throw new Error(joined.detail);
  room.ready(joined.worker.id, joined.assignment.run);
  const step = async () => {
    const before = room.record(true).rounds.length;
    expect(await room.run.command("step")).toEqual({ ok: true });
    await expect
      .poll(() => [problems, room.snapshot(true).state])
      .toEqual([[], { phase: "paused", round: before + 1 }]);
  };
  return { room, starts, step };
}

test("a coordinator killed at any moment of adding an arm opens, without the arm or with it", async () => {
  const home = join(folder, "at-work");
  const keys = join(folder, "keys");
  const disk = await fileRunStore(home, { keys });
  const moments: string[] = [];
  /** Copies the folder before and after the write that commits the arm, as a kill at that moment would leave it. */
  const killable: RunStore = {
    ...disk,
    async saveRoom(room) {
      if (room.config.arms.length < 3 || moments.length > 0) return disk.saveRoom(room);
      await cp(home, join(folder, "before"), { recursive: true });
      await disk.saveRoom(room);
      await cp(home, join(folder, "after"), { recursive: true });
      moments.push("before", "after");
    },
  };
  const before = await openRoom(killable);
  await before.step();
  await before.step();
  const answer = await before.room.run.addArm({ arm: Arm.parse("krum"), from: "coordinateMedian" });
  expect(answer).toMatchObject({ ok: true });
  expect(moments).toEqual(["before", "after"]);
  await before.step();
  const [mean, median, added] = before.starts[2];
  expect(added).toEqual(median);
  // w − 2 · 0.3 · 0.01 and w − 2 · 0.3 · 0.02
  expect(mean[7] - median[7]).toBeCloseTo(0.006, 5);

  for (const [moment, arms] of [
    ["before", 2],
    ["after", 3],
  ] as const) {
    const store = await fileRunStore(join(folder, moment), {
      keys,
      report: (line) => expect(line).toBe("no damage"),
    });
    const { rooms, damaged } = await store.loadRooms();
    expect(damaged).toEqual([]);
    const after = await openRoom(store, rooms[0]);
    expect(after.room.record(true).rounds).toHaveLength(2);
    await after.step();
    expect(after.starts[2]).toEqual([mean, median, added].slice(0, arms));
    const { rounds } = after.room.record(true);
    expect(rounds[2].arms).toHaveLength(arms);
    const changes = rounds.flatMap(({ events }) => events.filter(({ kind }) => kind === "arm-added"));
    expect(changes).toEqual(arms === 3 ? [{ kind: "arm-added", arm: "krum", from: "coordinateMedian" }] : []);
    // the arm can be added again, and a second restart finds everything in its place
    if (arms === 2) await after.room.run.addArm({ arm: Arm.parse("krum") });
    await after.step();
    const files = (await readdir(join(folder, moment, "KRUM-42", "run"))).filter((name) =>
      name.endsWith(".f32"),
    );
    expect(files).toEqual(["vectors-3.f32", "vectors-4.f32"]);
    const [kept] = (await store.loadRooms()).rooms;
    const again = await openRoom(store, kept);
    await again.step();
    expect(again.starts[4]).toHaveLength(3);
    expect(again.room.record(true).rounds[4].events.map(({ kind }) => kind)).not.toContain("arm-added");
  }
});
