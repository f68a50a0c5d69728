/** A whole class in one process, as in a static page: room, conductor, compute and workers, without sockets and files. */
import { chooseNodeBackend } from "@honest-majority/backends";
import { type Clock, localCompute, type Outbox } from "@honest-majority/conductor";
import { createLearner, glyphs, plainMemory, subset } from "@honest-majority/learning";
import {
  type CoordinatorToDashboard,
  type CoordinatorToWorker,
  codecNames,
  PROTOCOL_VERSION,
  type RoundRecord,
  RunConfig,
  type RunConfigInput,
} from "@honest-majority/protocol";
import { createSession, type Session } from "@honest-majority/worker";
import { build, type Rolldown } from "vite";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { Room } from "./room";
import type { KeptRoom, RunStore } from "./runStore";

const backend = await chooseNodeBackend();
const SHARED = Object.getOwnPropertyDescriptor(globalThis, "SharedArrayBuffer");
if (SHARED === undefined) throw new Error("Node has a SharedArrayBuffer");

const CONFIG: RunConfigInput = {
  model: "softmax",
  workers: 4,
  f: 1,
  arms: ["mean", "coordinateMedian"],
  batchSize: 16,
  rounds: 6,
  evaluateEvery: 3,
};

/** Records in memory. */
function memoryStore(): RunStore & { rooms: Map<string, KeptRoom>; records: RoundRecord[] } {
  const rooms = new Map<string, KeptRoom>();
  const records: RoundRecord[] = [];
  let vectors = { parameters: new Float32Array(), previous: new Float32Array() };
  return {
    rooms,
    records,
    saveRoom: async (room) => void rooms.set(room.room, structuredClone(room)),
    loadRooms: async () => ({ rooms: [...rooms.values()], problems: [] }),
    async append(_room, _run, record, { parameters, previous }) {
      records.push(record);
      vectors = { parameters: parameters.slice(), previous: previous.slice() };
    },
    loadRun: async () => ({ records: [...records], vectors }),
  };
}

/** No timer ever fires: in real time, rounds would end early on a busy machine. */
const stillClock: Clock = { now: () => 0, after: () => () => {} };

type Sent = {
  [Event in keyof CoordinatorToWorker]: [Event, Parameters<CoordinatorToWorker[Event]>];
}[keyof CoordinatorToWorker];

async function openClass(config: RunConfigInput = {}, store = memoryStore(), kept?: KeptRoom) {
  const dataset = glyphs({ seed: 3, train: 120, test: 40 });
  const compute = localCompute({
    backend,
    load: async () => dataset,
    allocate: plainMemory,
    now: () => 0,
  });
  const sessions = new Map<string, Session>();
  const problems: string[] = [];
  const shown: { instructor: RoundRecord[]; watcher: RoundRecord[] } = { instructor: [], watcher: [] };
  let tokens = 0;

  /** Passes a message to the worker's session, as its connection would. */
  async function deliver(worker: string, [event, args]: Sent): Promise<void> {
    const session = sessions.get(worker);
    if (event === "round:open") await session?.open(...args);
    if (event === "adversary:knowledge") await session?.knowledge(...args);
    if (event === "run:assigned") await session?.assigned(...args);
  }
  const outbox: Outbox = {
    toWorker(worker, event, ...args) {
      const failed = (error: Error) => problems.push(`${worker}, ${event}: ${error.stack}`);
      queueMicrotask(() => void deliver(worker, [event, args] as unknown as Sent).catch(failed));
    },
    toDashboards(event, compose) {
      if (event !== "round:closed") return;
      const record = (truth: boolean) =>
        (compose(truth) as unknown as Parameters<CoordinatorToDashboard["round:closed"]>)[0];
      shown.instructor.push(record(true));
      shown.watcher.push(record(false));
    },
    dismiss: (worker) => void sessions.delete(worker),
  };
  const room = await Room.open(
    {
      code: "KRUM-1",
      instructorToken: "instructor",
      compute,
      store,
      outbox,
      clock: stillClock,
      newToken: () => `${++tokens}`.padStart(8, "0"),
      newRunId: () => "run",
      sameToken: (given, expected) => given === expected,
      joinUrls: () => [],
      datasets: [],
      maxMessageBytes: 1e6,
      autostart: false,
      log: (line) => problems.push(line),
    },
    kept?.config ?? RunConfig.parse({ ...CONFIG, ...config }),
    kept,
  );
  onTestFinished(async () => {
    await room.close();
    for (const session of sessions.values()) session.dispose();
    await compute.close();
  });

  /** Joins a worker with a session like a tab's; resolves when it is ready. */
  async function join(token?: string): Promise<string> {
    const request = {
      protocol: PROTOCOL_VERSION,
      room: "KRUM-1",
      backend: "test",
      token,
      codecs: codecNames(),
    };
    const joined = await room.join(request, () => true);
    if (!joined.ok) throw new Error(joined.detail);
    const { id } = joined.worker;
    const session = createSession({
      ready: async (run) => room.ready(id, run),
      update: async (header, bytes) =>
        room.takeUpdate(id, { ...header, codec: header.codec ?? "float32" }, bytes),
      loadShard: async ({ shard }) => {
        const bytes = room.shard(joined.worker.token, room.snapshot(true).run);
        if (!(bytes instanceof Uint8Array)) throw new Error(bytes.detail);
        const { examples: count, height, width, channels, classes } = shard;
        const labels = bytes.subarray(0, count);
        return { count, height, width, channels, classes, labels, pixels: bytes.subarray(count) };
      },
      createLearner: ({ training: { model, batchSize, seed, augment } }, examples, workerIndex) =>
        createLearner({
          model,
          examples: subset(examples, Uint32Array.from(examples.labels.keys())),
          batchSize,
          seed,
          augment,
          workerIndex,
        }),
      now: () => 0,
      sleep: async () => {},
      report() {},
      showExamples() {},
    });
    sessions.set(id, session);
    await session.joined(joined);
    return id;
  }
  const closed = (rounds: number) =>
    expect.poll(() => [problems, room.record(true).rounds.length >= rounds]).toEqual([[], true]);
  const phase = (wanted: string) =>
    expect.poll(() => [problems, room.snapshot(true).state.phase]).toEqual([[], wanted]);
  return { room, store, join, closed, phase, problems, shown };
}

describe("a class without a coordinator", () => {
  // a static page has no shared memory; it is restored because test files share their globals
  beforeEach(() => void Reflect.deleteProperty(globalThis, "SharedArrayBuffer"));
  afterEach(() => void Object.defineProperty(globalThis, "SharedArrayBuffer", SHARED));

  test("runs from the first round to the last, and learns", async () => {
    const { room, store, join, phase, problems } = await openClass({
      rounds: 30,
      arms: ["coordinateMedian"],
    });
    for (let i = 0; i < 4; i++) await join();
    expect(await room.command("start")).toEqual({ ok: true });
    await phase("finished");
    const { rounds } = room.record(true);
    expect(rounds.map(({ round, invited }) => [round, invited.length])).toEqual(
      Array.from({ length: 30 }, (_, round) => [round, 4]),
    );
    expect(store.records).toEqual(rounds);
    const [first, last] = [rounds[0], rounds[29]].map(
      ({ arms }) => arms[0].evaluation?.accuracy ?? Number.NaN,
    );
    expect(last).toBeGreaterThan(first + 0.2);
    expect(problems).toEqual([]);
  });

  test("counts a flip from the next round on, and continues without a worker that leaves", async () => {
    const { room, join, closed, phase, shown } = await openClass({ secret: true });
    const [ada, ben, cleo, dev] = [await join(), await join(), await join(), await join()];
    await room.command("step");
    await closed(1);
    const alie = { kind: "malicious", attack: { kind: "alie" } } as const;
    expect(room.members.flip(dev, alie, "instructor")).toEqual({ ok: true });
    await room.command("step");
    await closed(2);
    expect(room.members.leave(ben)).toEqual({ ok: true });
    await room.command("start");
    await phase("finished");

    const { rounds } = room.record(true);
    expect(rounds.map(({ invited }) => invited)).toEqual([
      [ada, ben, cleo, dev],
      [ada, ben, cleo, dev],
      ...new Array(4).fill([ada, cleo, dev]),
    ]);
    expect(rounds.map(({ stage }) => stage?.byzantine)).toEqual([[], ...new Array(5).fill([dev])]);
    expect(rounds[1].events).toContainEqual(
      expect.objectContaining({ kind: "flipped", worker: dev, by: "instructor" }),
    );
    expect(rounds[2].events).toContainEqual(expect.objectContaining({ kind: "left", worker: ben }));
    expect(rounds.every(({ arms }) => arms.every(({ outcome }) => outcome === "stepped"))).toBe(true);
    // in a secret run, a dashboard without the instructor's token sees the same rounds, but not who attacked
    expect(shown.instructor).toEqual(rounds);
    expect(JSON.stringify(shown.watcher)).not.toMatch(/byzantine|malicious|flipped/);
    expect(shown.watcher.map(({ round }) => round)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test("does not wait for a worker that leaves in the middle of a round", async () => {
    const { room, join, phase } = await openClass({ rounds: 2 });
    for (let i = 0; i < 3; i++) await join();
    // joins and is ready, but has no session that answers a round
    const request = { protocol: PROTOCOL_VERSION, room: "KRUM-1", backend: "test", codecs: codecNames() };
    const silent = await room.join(request, () => true);
    if (!silent.ok) throw new Error(silent.detail);
    room.ready(silent.worker.id, silent.assignment.run);
    await room.command("start");
    const counted = () => room.record(true).rounds.map(({ arms }) => arms[0].counted);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(counted()).toEqual([]);
    room.members.leave(silent.worker.id);
    await phase("finished");
    expect(counted()).toEqual([3, 3]);
  });

  test("resumes from its record with the same workers", async () => {
    const before = await openClass();
    for (let i = 0; i < 4; i++) await before.join();
    for (const rounds of [1, 2]) {
      await before.room.command("step");
      await before.closed(rounds);
    }
    await before.phase("paused");
    await before.room.close();
    const kept = before.store.rooms.get("KRUM-1");
    if (kept === undefined) throw new Error("the room was not kept");
    const recorded = structuredClone(before.store.records);

    const after = await openClass({}, before.store, kept);
    for (const { token } of kept.workers) await after.join(token);
    expect(after.room.record(true).rounds).toEqual(recorded);
    await after.room.command("start");
    await after.phase("finished");
    const { rounds } = after.room.record(true);
    expect(rounds.map(({ round }) => round)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(rounds[2].events).toContainEqual(expect.objectContaining({ kind: "resumed" }));
    expect(rounds[5].invited).toEqual(kept.workers.map(({ id }) => id));
  });
});

test("the package room bundles for a browser and imports nothing from Node", async () => {
  const output = (await build({
    configFile: false,
    logLevel: "silent",
    root: import.meta.dirname,
    build: {
      write: false,
      minify: false,
      lib: { entry: "index.ts", formats: ["es"] },
      rolldownOptions: { external: /^node:|^socket\.io|^zod$|^@tensorflow/ },
    },
  })) as Rolldown.RolldownOutput[];
  const chunks = output.flatMap((bundle) => bundle.output).filter((file) => file.type === "chunk");
  const own = new Set(chunks.map(({ fileName }) => fileName));
  const imports = chunks.flatMap(({ imports, dynamicImports }) => [...imports, ...dynamicImports]);
  const others = new Set(imports.filter((name) => !own.has(name)));
  expect(others).toContain("zod");
  expect([...others].filter((name) => !/^zod$|^@tensorflow\/tfjs-core$/.test(name))).toEqual([]);
});
