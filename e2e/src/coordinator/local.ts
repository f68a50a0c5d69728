/** For wire tests: a coordinator in this process on free ports, with temporary records, and clients for it. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCompute } from "@honest-majority/coordinator/compute/startCompute";
import {
  type Coordinator,
  type Environment,
  startCoordinator,
} from "@honest-majority/coordinator/coordinator";
import type { Options } from "@honest-majority/coordinator/options";
import { CLONE_PARTS } from "@honest-majority/coordinator/parts";
import {
  type CoordinatorToDashboard,
  type DashboardToCoordinator,
  PROTOCOL_VERSION,
  type RoundRecord,
  RunConfig,
  type RunConfigInput,
  recordOf,
} from "@honest-majority/protocol";
import { io, type Socket } from "socket.io-client";
import { type ForeignWorkerOptions, joinForeignWorker } from "./foreignWorker";
import { mirrorOf } from "./mirror";

/**
 * One compute thread for all coordinators of this process, since each takes seconds to start. Runs have
 * different names. The thread ends with the process.
 */
const sharedCompute: typeof startCompute = async (options) => {
  shared ??= startCompute({ ...options, log: () => {} });
  return { ...(await shared), close: async () => {} };
};
let shared: ReturnType<typeof startCompute> | undefined;

/** A run whose rounds take milliseconds: softmax on a few glyphs. */
export const SMALL: RunConfigInput = {
  model: "softmax",
  workers: 3,
  f: 0,
  rounds: 3,
  evaluateEvery: 100,
  batchSize: 4,
  roundDeadlineMs: 20_000,
};

export type Dashboard = Socket<CoordinatorToDashboard, DashboardToCoordinator>;

interface KeptRecord {
  config: RunConfig;
  state: { phase: string };
  rounds: RoundRecord[];
}

export interface LocalCoordinator {
  coordinator: Coordinator;
  url: string;
  room: string;
  log: string[];
  worker(options?: Partial<ForeignWorkerOptions>): ReturnType<typeof joinForeignWorker>;
  /** `token`: the instructor's unless given; null sends none. */
  dashboard(token?: string | null): Promise<Dashboard>;
  /** The closed rounds that the dashboards received. */
  heard: RoundRecord[];
  record(token?: string): Promise<KeptRecord>;
  close(): Promise<void>;
}

/** `home` holds the folders of the records and of the keys; a given one stays when the coordinator is closed. */
export async function startLocalCoordinator(
  config: RunConfigInput = {},
  home?: string,
  rooms: string[] = [],
  { isOwn, collect, ...more }: Partial<Options> & Pick<Environment, "isOwn" | "collect"> = {},
): Promise<LocalCoordinator> {
  const folder = home ?? (await mkdtemp(join(tmpdir(), "local-")));
  const log: string[] = [];
  const coordinator = await startCoordinator(
    {
      port: 0,
      httpsPort: 0,
      host: "127.0.0.1",
      dataDir: join(folder, "data"),
      records: join(folder, "records"),
      keys: join(folder, "keys"),
      rooms,
      config: RunConfig.parse({ ...SMALL, ...config }),
      autostart: false,
      open: false,
      aggregateOn: "auto",
      parts: CLONE_PARTS,
      ...more,
    },
    (line) => log.push(line),
    { openCompute: sharedCompute, isOwn, collect },
  );
  const { room, port, instructorToken } = coordinator;
  const url = `http://127.0.0.1:${port}`;
  const clients: { close(): unknown }[] = [];
  const heard: RoundRecord[] = [];
  return {
    coordinator,
    url,
    room,
    log,
    heard,
    async worker(options = {}) {
      const worker = await joinForeignWorker({ url, room, ...options });
      clients.push(worker);
      return worker;
    },
    async dashboard(token = instructorToken) {
      const socket: Dashboard = io(`${url}/dashboard`, { transports: ["websocket"], forceNew: true });
      clients.push(socket);
      const mirror = mirrorOf(socket);
      const request = { protocol: PROTOCOL_VERSION, room, token: token ?? undefined };
      const answer = await socket.emitWithAck("room:watch", request);
      if (!answer.ok) throw new Error(`${answer.code}: ${answer.detail}`);
      mirror.reset(answer.workers);
      socket.on("round:closed", (closed) => heard.push(recordOf(closed, mirror.workers)));
      return socket;
    },
    async record(token) {
      const headers = token === undefined ? undefined : { Authorization: `Bearer ${token}` };
      const response = await fetch(`${url}/api/rooms/${room}/record`, { headers });
      return (await response.json()) as KeptRecord;
    },
    async close() {
      for (const client of clients) client.close();
      await coordinator.close();
      if (home === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}
