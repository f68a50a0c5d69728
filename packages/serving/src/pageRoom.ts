/** A room without a coordinator: its workers and its dashboards are parts of the same page, and nothing is recorded. */
import { type Compute, wholeShard } from "@honest-majority/conductor";
import { type Refusal, type RoomSnapshot, type RunConfig, refuse } from "@honest-majority/protocol";
import { Room, type RoomParts, type RunStore } from "@honest-majority/room";
import { acceptPort, type Port, type PortSocket } from "@honest-majority/worker/port";
import { audience, serveDashboard } from "./serveDashboard";
import { serveWorker } from "./serveWorker";
import { Turns } from "./turns";
import { WorkerConnections } from "./workerConnections";

export interface PageRoomParts extends Pick<RoomParts, "clock" | "newToken" | "shuffled" | "log"> {
  code: string;
  /** The instructor's. */
  token: string;
  compute: Compute;
  config: RunConfig;
  datasets: RoomSnapshot["datasets"];
  /** Lets everything else that waits run. */
  rest: () => Promise<void>;
}

/** Who a port belongs to. A worker has a second one, for its data. */
export type PortUse = "worker" | "dashboard" | "data";

export interface PageRoom {
  connect(use: PortUse, port: Port): void;
  close(): Promise<void>;
}

/** The request of a `data` port. Its answer is the bytes of the shard, or a refusal. */
export interface DataRequest {
  token: string;
  run: string;
}

export async function openPageRoom({
  code,
  token,
  config,
  rest,
  ...parts
}: PageRoomParts): Promise<PageRoom> {
  const connections = new WorkerConnections();
  const groups = new Map<string, Set<PortSocket>>();
  const membersOf = (group: string) => groups.get(group) ?? new Set<PortSocket>();
  let runs = 0;
  const room = await Room.open(
    {
      ...parts,
      code,
      instructorToken: token,
      store: NO_STORE,
      newRunId: () => `${code}-${++runs}`,
      sameToken: (given, expected) => given === expected,
      joins: () => [],
      maxMessageBytes: Number.POSITIVE_INFINITY,
      seatsPerAddress: Number.POSITIVE_INFINITY,
      autostart: false,
      viewerVotes: true,
      outbox: {
        toWorker(worker, event, ...args) {
          connections.find({ room: code, worker })?.emit(event, ...args);
        },
        toWorkers(workers, event, ...args) {
          for (const worker of workers) connections.find({ room: code, worker })?.emit(event, ...args);
        },
        toDashboards(event, compose) {
          for (const instructor of [true, false]) {
            const args = compose(instructor);
            if (args === undefined) continue;
            for (const socket of membersOf(audience(code, instructor, event))) socket.emit(event, ...args);
          }
        },
        dismiss(worker, refusal) {
          connections.dismiss({ room: code, worker }, refusal);
        },
      },
    },
    config,
  );

  const findRoom = (wanted: string): Room | Refusal =>
    wanted === code ? room : refuse("wrong-room", `this page has room ${code} alone`);
  const turns = new Turns({ rest });
  let closed = false;
  const serving = {
    findRoom,
    connections,
    defaultRoom: () => room,
    turns: { instructor: turns, others: turns },
    report: (error: Error, event: string) => parts.log(`${event}: ${error.stack ?? error.message}`),
    isStopping: () => closed,
  };

  function joinGroups(socket: PortSocket) {
    const mine = new Set<string>();
    const leave = (group: string) => {
      mine.delete(group);
      groups.get(group)?.delete(socket);
    };
    socket.on("disconnect", () => {
      for (const group of mine) leave(group);
    });
    return Object.assign(socket, {
      join(group: string) {
        mine.add(group);
        groups.set(group, membersOf(group).add(socket));
      },
      leave,
    });
  }

  const serve: Record<PortUse, (socket: PortSocket) => void> = {
    worker: (socket) => serveWorker(socket, {}, serving),
    dashboard: (socket) => serveDashboard(joinGroups(socket), {}, serving),
    data: (socket) =>
      socket.on("shard", ({ token, run }: DataRequest, answer) => {
        const shard = room.shard(token, run);
        answer("ok" in shard ? shard : wholeShard(shard));
      }),
  };
  return {
    connect: (use, port) => acceptPort(port, serve[use]),
    async close() {
      closed = true;
      await room.close();
    },
  };
}

/** Nothing is recorded, so nothing is found. */
const NO_STORE: RunStore = {
  saveRoom: async () => {},
  loadRooms: async () => ({ rooms: [], damaged: [] }),
  append: async () => {},
  loadRun: async () => ({ records: [] }),
};
