/** The only file that knows socket.io's server: accepts connections and sends the rooms' messages. */
import type { Server as HttpServer, IncomingMessage } from "node:http";
import type { Server as HttpsServer } from "node:https";
import { setTimeout as sleep } from "node:timers/promises";
import type { Outbox } from "@honest-majority/conductor";
import {
  type CoordinatorToDashboard,
  type CoordinatorToWorker,
  type DashboardToCoordinator,
  LIMITS,
  limitsPerAddress,
  refuse,
  WATCHES_AT_ONCE,
  type WorkerToCoordinator,
} from "@honest-majority/protocol";
import type { Room } from "@honest-majority/room";
import {
  audience,
  type FindRoom,
  Pace,
  serveDashboard,
  serveWorker,
  Turns,
  WorkerConnections,
} from "@honest-majority/serving";
import { type Namespace, Server } from "socket.io";
import { answerUpgrades } from "./http/plainAnswer";
import type { RequestGuard } from "./http/requestGuard";
import { type Handshake, handshakeOf } from "./sockets/callerAddress";
import { type Connection, ConnectionGuard } from "./sockets/connectionGuard";
import { refuseLongBodies } from "./sockets/longBodies";
import { Newcomers } from "./sockets/newcomers";
import { refuseOddRequests } from "./sockets/oddRequests";
import { refuseOtherSites } from "./sockets/otherSites";
import { outsideOf } from "./sockets/outside";
import { Strangers } from "./sockets/strangers";
import { Tally, type TallyLimits } from "./sockets/tally";
import { systemClock } from "./systemClock";

export interface ListenerParts {
  servers: readonly (HttpServer | HttpsServer)[];
  findRoom: FindRoom<Room>;
  /** The first room: a dashboard with its token need not name it. */
  defaultRoom: () => Room | undefined;
  /** Connections wait for it: a worker that comes back while rooms are still being read must not be refused. */
  opened: Promise<void>;
  origins: RequestGuard;
  /** Of a worker of a room: a longer message makes the transport cut the connection, before any event exists. */
  maxMessageBytes: number;
  /** How many workers of one address may be in the room: its connections follow. */
  seatsPerAddress: number;
  /** The address that a connection counts for; undefined for this machine itself. */
  addressOf: (handshake: Handshake) => string | undefined;
  /** The https port, if others reach it under the names of this machine. */
  securePort?: number;
  /** Called for every message of somebody who is no worker, and when a connection has ended. */
  noteStranger: () => void;
  report: (error: Error, event: string) => void;
}

export interface Listener {
  outboxFor(room: string): Outbox<CoordinatorToDashboard>;
  /** Whether the request carries the messages of a worker or of a watcher. */
  isServing(request: IncomingMessage): boolean;
  /** Every request from now on is answered that the coordinator is stopping. */
  stopServing(): void;
  close(): Promise<void>;
}

/** What is used of an Engine.IO server. */
interface Engine {
  on(event: "connection", listener: (connection: Connection) => void): unknown;
  use(middleware: ReturnType<typeof refuseLongBodies>): unknown;
  close(): unknown;
}

export function listen(parts: ListenerParts): Listener {
  const held = new Tally({
    perAddress: limitsPerAddress(parts.seatsPerAddress).connections,
    inAll: LIMITS.connectionsInAll.most,
  });
  const newcomers = new Newcomers({
    perSecond: LIMITS.connectionRate.most,
    atOnce: held.limits.perAddress,
  });
  const watchers = new Tally({
    perAddress: LIMITS.watchersPerAddress.most,
    inAll: LIMITS.watchersInAll.most,
  });
  const guard = new ConnectionGuard(parts.maxMessageBytes);
  let areRoomsOpen = false;
  void parts.opened.then(() => {
    areRoomsOpen = true;
  });
  const strangers = new Strangers<Connection>({
    after: systemClock.after,
    patienceMs: LIMITS.silentSeconds.most * 1_000,
    areRoomsOpen: () => areRoomsOpen,
    cut: (connection) =>
      guard.cut(connection, refuse("not-joined", "the connection held no place in a room")),
  });
  const addressOf = (request: IncomingMessage) => parts.addressOf(handshakeOf(request));
  const io = new Server({
    // until `guard` lets a worker send more; it does not see a WebSocket that has not yet taken over from polling
    maxHttpBufferSize: LIMITS.textBytes.most,
    // a worker in the middle of a slow step cannot answer a ping
    pingInterval: 10_000,
    pingTimeout: 20_000,
    serveClient: false,
    cors: { origin: [...parts.origins.allowed] },
    allowRequest: (request, answer) => {
      const address = addressOf(request);
      newcomers.wait(request, address, (late) => {
        const full = () => held.fullAfter(address, (of) => strangers.cutOldest(of));
        const problem = late ?? tooMany(full(), held.limits);
        answer(problem, problem === undefined);
      });
    },
  });
  // one engine for each server; socket.io itself would close only the last one
  const engines: Engine[] = parts.servers.map(
    (server) => io.attach(server, { destroyUpgrade: false }).engine,
  );
  for (const engine of engines) {
    engine.on("connection", (connection) => {
      const address = addressOf(connection.request);
      connection.on("close", held.add(address));
      connection.on("close", () => strangers.remove(connection));
      strangers.add(connection, address);
      guard.watch(connection);
      connection.on("packet", ({ type }) => {
        if (type === "message" && !guard.isWorker(connection)) parts.noteStranger();
      });
      connection.on("close", () => parts.noteStranger());
    });
    engine.use(refuseOtherSites(parts.origins));
    engine.use(refuseOddRequests);
    engine.use(refuseLongBodies(guard));
  }
  for (const server of parts.servers) answerUpgrades(server, (path) => path.startsWith(`${io.path()}/`));
  const workers: Namespace<WorkerToCoordinator, CoordinatorToWorker> = io.of("/worker");
  const dashboards: Namespace<DashboardToCoordinator, CoordinatorToDashboard> = io.of("/dashboard");
  const connections = new WorkerConnections();
  const rest = () => new Promise<void>((resolve) => setImmediate(resolve));
  const { most: perSecond } = LIMITS.watchRate;
  const pace = new Pace({ perSecond, atOnce: WATCHES_AT_ONCE }, () => performance.now());
  const turns = {
    instructor: new Turns({ rest }),
    others: new Turns({ rest, paced: (payer) => sleep(pace.take(payer) ?? 0) }),
  };
  let stopping = false;
  const serving = { ...parts, connections, turns, isStopping: () => stopping };
  const outside = { ...parts, guard, strangers, watchers };

  for (const namespace of [workers, dashboards]) {
    namespace.use((_, next) => {
      parts.opened.then(() => next(), next);
    });
  }
  workers.on("connection", (socket) => serveWorker(socket, outsideOf(socket, outside), serving));
  dashboards.on("connection", (socket) => serveDashboard(socket, outsideOf(socket, outside), serving));

  return {
    outboxFor(room) {
      return {
        toWorker(worker, event, ...args) {
          connections.find({ room, worker })?.emit(event, ...args);
        },
        toWorkers(ids, event, ...args) {
          const sockets = ids.flatMap((worker) => connections.find({ room, worker })?.id ?? []);
          if (sockets.length > 0) workers.to(sockets).emit(event, ...args);
        },
        toDashboards(event, compose) {
          const [teacher, others] = [compose(true), compose(false)];
          const groups = [true, false].map((instructor) => audience(room, instructor, event));
          // encoded once where both receive the same object
          if (teacher !== undefined && teacher[0] === others?.[0])
            dashboards.to(groups).emit(event, ...teacher);
          else {
            if (teacher !== undefined) dashboards.to(groups[0]).emit(event, ...teacher);
            if (others !== undefined) dashboards.to(groups[1]).emit(event, ...others);
          }
        },
        dismiss(worker, refusal) {
          connections.dismiss({ room, worker }, refusal);
        },
      };
    },
    isServing(request) {
      const connection = guard.carriedBy(request);
      return connection !== undefined && strangers.holds(connection);
    },
    stopServing() {
      stopping = true;
    },
    async close() {
      for (const engine of engines) engine.close();
      await io.close();
    },
  };
}

function tooMany(full: ReturnType<Tally["full"]>, { perAddress, inAll }: TallyLimits): string | undefined {
  switch (full) {
    case undefined:
      return undefined;
    case "address":
      return `${perAddress} connections of this address are open, and no more may be: close some of its pages`;
    case "all":
      return `${inAll} connections are open, and no more may be: try again in a few seconds`;
    default:
      return full satisfies never;
  }
}
