import { cp, mkdtemp, readdir, readFile, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chooseNodeBackend } from "@honest-majority/backends";
import { type Clock, localCompute } from "@honest-majority/conductor";
import { loadDataset } from "@honest-majority/datasets";
import { plainMemory } from "@honest-majority/learning";
import {
  type Bytes,
  decodeVector,
  encodeVectors,
  PROTOCOL_VERSION,
  type RoundTask,
} from "@honest-majority/protocol";
import { type KeptRoom, type KeptRun, Room } from "@honest-majority/room";
import { describe, expect, onTestFinished, test } from "vitest";
import { fileRunStore } from "./fileRunStore";

/** What must be read from a sample. */
interface Expected {
  room: string;
  workers: string[];
  malicious: string[];
  arms: string[];
  /** [rounds][arms] */
  aggregateNorms: number[][];
  lastAccuracies: number[];
  /** Of the parameters that the next round starts from, [arms]. */
  parameterNorms: number[];
  /** Of what rounding left out of their last step; unset where the file does not hold it. */
  residualNorms?: number[];
}

const SAMPLES = join(import.meta.dirname, "samples");
const versions = (await readdir(SAMPLES, { withFileTypes: true }))
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const noTimers: Clock = { now: () => 0, date: () => 0, after: () => () => {} };
const norm = (vector: Float32Array) => Math.hypot(...vector);

/** Copies a sample, so that a store can write to it, and reads the values that are expected. */
async function copyOf(version: string) {
  const home = await mkdtemp(join(tmpdir(), "sample-"));
  onTestFinished(() => rm(home, { recursive: true }));
  const folder = join(home, "records");
  await cp(join(SAMPLES, version), folder, { recursive: true });
  const keys = join(home, "keys");
  // a record of version 1 holds its keys itself
  await rename(join(folder, "keys"), keys).catch(() => {});
  const expected: Expected = JSON.parse(await readFile(join(folder, "expected.json"), "utf8"));
  const store = await fileRunStore(folder, {
    keys,
    report: (sentence) => {
      if (!sentence.includes("held keys")) throw new Error(sentence);
    },
  });
  onTestFinished(() => store.close());
  return { folder, expected, store };
}

/** Opens the room without sockets; `opened` collects what each worker is sent when a round opens. */
async function openRoom(kept: KeptRoom, store: Awaited<ReturnType<typeof copyOf>>["store"]) {
  const opened = new Map<string, { task: RoundTask; parameters: Bytes }>();
  const problems: string[] = [];
  const compute = localCompute({
    backend: await chooseNodeBackend(),
    load: ({ dataset, seed }) => loadDataset(dataset, "no folder", seed),
    allocate: plainMemory,
    now: () => 0,
  });
  const room = await Room.open(
    {
      code: kept.room,
      instructorToken: kept.instructorToken,
      compute,
      store,
      outbox: {
        toWorker(worker, event, ...args) {
          if (event === "round:open") {
            const [task, parameters] = args as [RoundTask, Bytes];
            opened.set(worker, { task, parameters });
          }
        },
        toWorkers(workers, event, ...args) {
          for (const worker of workers) this.toWorker(worker, event, ...args);
        },
        toDashboards() {},
        dismiss() {},
      },
      clock: noTimers,
      newToken: () => "new",
      shuffled: (list) => [...list].reverse(),
      newRunId: () => "new",
      sameToken: (given, wanted) => given === wanted,
      joins: () => [],
      datasets: [],
      maxMessageBytes: 1e6,
      seatsPerAddress: 16,
      autostart: false,
      log: (line) => problems.push(line),
    },
    kept.config,
    kept,
  );
  onTestFinished(async () => {
    await room.close();
    await compute.close();
  });
  return { room, opened, problems };
}

describe.each(versions)("fileRunStore and Room, with records of version %s", (version) => {
  test("read the values that were written", async () => {
    const { folder, expected, store } = await copyOf(version);
    const { rooms, damaged } = await store.loadRooms();
    expect(damaged).toEqual([]);
    const [{ room, run, config, workers }] = rooms;
    expect(room).toBe(expected.room);
    expect(workers.map(({ name }) => name)).toEqual(expected.workers);
    expect(workers.filter(({ role }) => role.kind === "malicious").map(({ name }) => name)).toEqual(
      expected.malicious,
    );
    expect(config.arms).toHaveLength(expected.arms.length);

    const dim = await dimOf(folder, room, run, expected);
    const { records, vectors } = await store.loadRun(room, run, dim);
    const lines = (await readFile(join(folder, room, run, "rounds.jsonl"), "utf8")).trimEnd().split("\n");
    expect(records).toEqual(lines.map((line) => ({ ...JSON.parse(line), crc32: undefined })));
    expect(records.map(({ round }) => round)).toEqual([...expected.aggregateNorms.keys()]);
    expect(records.map(({ arms }) => arms.map(({ aggregateNorm }) => aggregateNorm))).toEqual(
      expected.aggregateNorms,
    );
    const last = records.at(-1)?.arms ?? [];
    expect(last.map(({ label }) => label)).toEqual(expected.arms);
    expect(last.map(({ evaluation }) => evaluation?.accuracy)).toEqual(expected.lastAccuracies);
    expect(vectors?.residual === undefined).toBe(expected.residualNorms === undefined);
    expected.parameterNorms.forEach((expectedNorm, arm) => {
      const of = (both?: Float32Array) =>
        norm(both?.subarray(arm * dim, (arm + 1) * dim) ?? new Float32Array());
      expect(of(vectors?.parameters)).toBeCloseTo(expectedNorm, 10);
      if (expected.residualNorms) expect(of(vectors?.residual)).toBeCloseTo(expected.residualNorms[arm], 10);
      // the checkpoint belongs to the last record: its aggregate has the recorded norm
      expect(of(vectors?.previous)).toBeCloseTo(expected.aggregateNorms.at(-1)?.[arm] ?? Number.NaN, 10);
    });
  });

  test("resume the run at the next round, from the recorded parameters", async () => {
    const { folder, expected, store } = await copyOf(version);
    const [kept] = (await store.loadRooms()).rooms;
    const dim = await dimOf(folder, kept.room, kept.run, expected);
    const before = await store.loadRun(kept.room, kept.run, dim);
    const next = expected.aggregateNorms.length;
    const { room, opened, problems } = await openRoom(kept, store);

    for (const { id, token } of kept.workers) {
      const request = { protocol: PROTOCOL_VERSION, room: kept.room, backend: "test", token };
      const joined = await room.join(request, { connection: "test", isThere: () => true });
      expect(joined).toMatchObject({ ok: true, worker: { id } });
      expect(room.ready(id, kept.run)).toEqual({ ok: true });
    }
    expect([...opened.keys()].sort()).toEqual(kept.workers.map(({ id }) => id).sort());
    for (const [worker, { task, parameters }] of opened) {
      const { run, round, dim, codec, arms } = task;
      expect(round).toBe(next);
      expect(decodeVector(parameters, arms.length * dim, codec)).toEqual(before.vectors?.parameters);
      for (const arm of arms) {
        const header = { run, round, arm, dim, codec, trainLoss: 1, computeMs: 1 };
        const update = encodeVectors([new Float32Array(dim).fill(0.01)]);
        expect(room.takeUpdate(worker, header, update)).toEqual({ ok: true });
      }
    }
    await expect.poll(() => room.record(true).rounds.length).toBe(next + 1);

    const after = await store.loadRun(kept.room, kept.run, dim);
    expect(after.records.slice(0, next)).toEqual(before.records);
    expect(after.records[next]).toMatchObject({
      round: next,
      invited: kept.workers.map(({ id }) => id),
      arms: expected.arms.map((label) => ({ label, outcome: "stepped", counted: kept.workers.length })),
    });
    // all updates are equal, and every rule here returns that update: w − η · 0.01, with what rounding leaves out of it
    const step = kept.config.learningRate * 0.01;
    const wholes = ({ vectors }: KeptRun) =>
      [...(vectors?.parameters ?? [])].map((w, i) => w + (vectors?.residual?.[i] ?? 0));
    const start = wholes(before);
    expect(Math.max(...wholes(after).map((w, i) => Math.abs(w - (start[i] - step))))).toBeLessThan(1e-6);
    expect(problems).toEqual([]);
  });
});

/** The size of a run's vectors, from that of its checkpoint: parameters, aggregates and perhaps residuals, 4 bytes each. */
async function dimOf(folder: string, room: string, run: string, { arms, residualNorms }: Expected) {
  const home = join(folder, room, run);
  const checkpoint = (await readdir(home)).find((name) => name.endsWith(".f32"));
  return (await readFile(join(home, checkpoint ?? ""))).byteLength / (residualNorms ? 12 : 8) / arms.length;
}
