/** A whole class in one process, as in a static page: room, conductor, compute and workers, without sockets and files. */
import { chooseNodeBackend } from "@honest-majority/backends";
import {
  type Clock,
  localCompute,
  type Outbox,
  type SavedVectors,
  wholeShard,
} from "@honest-majority/conductor";
import { createLearner, glyphs, plainMemory, subset } from "@honest-majority/learning";
import {
  type Bytes,
  type CoordinatorToDashboard,
  type CoordinatorToWorker,
  codecNames,
  type JoinRequest,
  type MapView,
  PROTOCOL_VERSION,
  type RoundRecord,
  type RoundTask,
  RunConfig,
  type RunConfigInput,
  recordOf,
  type ShadowView,
} from "@honest-majority/protocol";
import { createSession, type Session } from "@honest-majority/worker";
import { expect, onTestFinished } from "vitest";
import { Room, type RoomParts } from "./room";
import type { KeptRoom, RunStore } from "./runStore";

const backend = await chooseNodeBackend();

const CONFIG: RunConfigInput = {
  model: "softmax",
  workers: 4,
  f: 1,
  arms: ["mean", "coordinateMedian"],
  batchSize: 16,
  rounds: 6,
  evaluateEvery: 3,
};

/** Records in memory, of the latest run alone. */
export function memoryStore(): RunStore & { rooms: Map<string, KeptRoom>; records: RoundRecord[] } {
  const rooms = new Map<string, KeptRoom>();
  const records: RoundRecord[] = [];
  let latest = "";
  let vectors: SavedVectors = { parameters: new Float32Array(), previous: new Float32Array() };
  return {
    rooms,
    records,
    saveRoom: async (room) => void rooms.set(room.room, structuredClone(room)),
    loadRooms: async () => ({ rooms: [...rooms.values()], damaged: [] }),
    async append(_room, run, record, { parameters, previous, residual }) {
      if (run !== latest) records.length = 0;
      latest = run;
      records.push(record);
      vectors = {
        parameters: parameters.slice(),
        previous: previous.slice(),
        residual: residual?.slice(),
      };
    },
    loadRun: async (_room, run) => (run === latest ? { records: [...records], vectors } : { records: [] }),
  };
}

/** No timer ever fires: in real time, rounds would end early on a busy machine. */
const stillClock: Clock = { now: () => 0, date: () => 0, after: () => () => {} };

type Sent = {
  [Event in keyof CoordinatorToWorker]: [Event, Parameters<CoordinatorToWorker[Event]>];
}[keyof CoordinatorToWorker];

/** A message as one who may not see roles gets it: `to` is a worker's id, or `watcher` for all dashboards without the instructor's key. */
export interface Told {
  to: string;
  event: string;
  args: unknown;
}

/** `other`: settings to open a kept room with, if they are not its own. `parts`: of the room, to change. */
export async function openClass(
  config: RunConfigInput = {},
  store = memoryStore(),
  kept?: KeptRoom,
  other?: RunConfig,
  parts: Partial<Pick<RoomParts, "shuffled" | "viewerVotes" | "clock">> = {},
) {
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
  const panels: { instructor?: MapView | ShadowView; watcher?: MapView | ShadowView }[] = [];
  const opened: { worker: string; task: RoundTask; parameters: Bytes }[] = [];
  const told: Told[] = [];
  let tokens = 0;
  let connections = 0;
  let runs = 0;

  /** Passes a message to the worker's session, as its connection would. */
  async function deliver(worker: string, [event, args]: Sent): Promise<void> {
    const session = sessions.get(worker);
    if (event === "round:open") {
      const [task, parameters] = args;
      opened.push({ worker, task, parameters });
      await session?.open(task, parameters);
    }
    if (event === "role:play") session?.takeRole(...args);
    if (event === "attack:vectors") await session?.attack(...args);
    if (event === "run:assigned") await session?.assigned(...args);
  }
  const outbox: Outbox<CoordinatorToDashboard> = {
    toWorker(worker, event, ...args) {
      told.push({ to: worker, event, args });
      const failed = (error: Error) => problems.push(`${worker}, ${event}: ${error.stack}`);
      queueMicrotask(() => void deliver(worker, [event, args] as unknown as Sent).catch(failed));
    },
    toWorkers(workers, event, ...args) {
      for (const worker of workers) this.toWorker(worker, event, ...args);
    },
    toDashboards(event, compose) {
      if (event === "insight:map" || event === "insight:shadow") {
        const view = (truth: boolean) => (compose(truth) as [MapView | ShadowView] | undefined)?.[0];
        panels.push({ instructor: view(true), watcher: view(false) });
      }
      const seen = compose(false);
      if (seen !== undefined) told.push({ to: "watcher", event, args: structuredClone(seen) });
      if (event !== "round:closed") return;
      const record = (truth: boolean) =>
        recordOf(
          (compose(truth) as unknown as Parameters<CoordinatorToDashboard["round:closed"]>)[0],
          room.members.roster.members,
        );
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
      shuffled: (list) => [...list].reverse(),
      newRunId: () => `run-${++runs}`,
      sameToken: (given, expected) => given === expected,
      joins: () => [],
      datasets: [],
      maxMessageBytes: 1e6,
      seatsPerAddress: 16,
      autostart: false,
      log: (line) => problems.push(line),
      ...parts,
    },
    other ?? kept?.config ?? RunConfig.parse({ ...CONFIG, ...config }),
    kept,
  );
  onTestFinished(async () => {
    await room.close();
    for (const session of sessions.values()) session.dispose();
    await compute.close();
  });

  /** Joins a worker with a session like a tab's; resolves when it is ready. */
  async function join(token?: string, more: Partial<JoinRequest> = {}): Promise<string> {
    const request = {
      protocol: PROTOCOL_VERSION,
      room: "KRUM-1",
      backend: "test",
      token,
      codecs: codecNames(),
      ...more,
    };
    const joined = await room.join(request, { connection: `test-${++connections}`, isThere: () => true });
    if (!joined.ok) throw new Error(joined.detail);
    const { id } = joined.worker;
    const session = createSession({
      ready: async (run) => room.ready(id, run),
      update: async (header, bytes) =>
        room.takeUpdate(id, { ...header, codec: header.codec ?? "float32" }, bytes),
      loadShard: async ({ shard }) => {
        const stream = room.shard(joined.worker.token, room.snapshot(true).run);
        if ("ok" in stream) throw new Error(stream.detail);
        const bytes = wholeShard(stream);
        const { examples: count, height, width, channels, classes } = shard;
        const labels = bytes.subarray(0, count);
        return { count, height, width, channels, classes, labels, pixels: bytes.subarray(count) };
      },
      createLearner: ({ training: { model, batchSize, seed, seeds, augment } }, examples, workerIndex) =>
        createLearner({
          model,
          examples: subset(examples, Uint32Array.from(examples.labels.keys())),
          batchSize,
          seed,
          seeds,
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
  return { room, store, join, closed, phase, problems, shown, panels, opened, told };
}
