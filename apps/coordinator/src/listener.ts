/** The only file that knows socket.io's server: sockets in, calls on rooms out, and the rooms' voice back. */
import type { Server as HttpServer } from "node:http";
import type { Server as HttpsServer } from "node:https";
import type { Outbox } from "@honest-majority/conductor";
import {
  type Answer,
  type CoordinatorToDashboard,
  type CoordinatorToWorker,
  type DashboardToCoordinator,
  FlipRequest,
  InstructorFlipRequest,
  type Joined,
  JoinRequest,
  PROTOCOL_VERSION,
  ReadyRequest,
  type Refusal,
  RemoveRequest,
  RenameRequest,
  refuse,
  UpdateHeader,
  VisibilityRequest,
  type Watching,
  WatchRequest,
  type WorkerToCoordinator,
} from "@honest-majority/protocol";
import type { Room } from "@honest-majority/room";
import { type Namespace, Server, type Socket } from "socket.io";
import { type Handlers, request, requestWithBytes, serve } from "./sockets/requests";

type WorkerSocket = Socket<WorkerToCoordinator, CoordinatorToWorker>;
type DashboardSocket = Socket<DashboardToCoordinator, CoordinatorToDashboard>;

export interface ListenerParts {
  servers: readonly (HttpServer | HttpsServer)[];
  findRoom: (code: string) => Room | undefined;
  /** The only room, when there is one: a dashboard need not name it. */
  defaultRoom: () => Room | undefined;
  /** Connections wait for it: a worker that comes back while rooms are still being read must not be sent away. */
  opened: Promise<void>;
  /** Above it the connection is cut, as the transport does before any event exists. */
  maxMessageBytes: number;
  report: (error: Error, event: string) => void;
}

export interface Listener {
  outboxFor(code: string): Outbox;
  close(): Promise<void>;
}

export function listen(parts: ListenerParts): Listener {
  const io = new Server({
    maxHttpBufferSize: parts.maxMessageBytes,
    // a worker in the middle of a slow step cannot answer a ping
    pingInterval: 10_000,
    pingTimeout: 20_000,
    serveClient: false,
  });
  // each door gets an engine of its own; socket.io itself remembers, and closes, only the last
  const engines = parts.servers.map((server) => io.attach(server).engine);
  const workers: Namespace<WorkerToCoordinator, CoordinatorToWorker> = io.of("/worker");
  const dashboards: Namespace<DashboardToCoordinator, CoordinatorToDashboard> = io.of("/dashboard");
  /** By room and worker; a worker speaks on one socket at a time. */
  const wires = new Map<string, WorkerSocket>();
  /** Why a worker's last connection was cut; told at its next join. */
  const cuts = new Map<string, Refusal>();

  for (const namespace of [workers, dashboards]) {
    namespace.use((_, next) => {
      parts.opened.then(() => next(), next);
    });
  }
  workers.on("connection", (socket) => serveWorker(socket, { ...parts, wires, cuts }));
  dashboards.on("connection", (socket) => serveDashboard(socket, parts));

  return {
    outboxFor(code) {
      return {
        toWorker(worker, event, ...args) {
          wires.get(wireKey(code, worker))?.emit(event, ...args);
        },
        toDashboards(event, compose) {
          dashboards.to(audience(code, true)).emit(event, ...compose(true));
          dashboards.to(audience(code, false)).emit(event, ...compose(false));
        },
        dismiss(worker, refusal) {
          const socket = wires.get(wireKey(code, worker));
          wires.delete(wireKey(code, worker));
          socket?.emit("worker:dismissed", refusal);
          socket?.disconnect();
        },
      };
    },
    async close() {
      for (const engine of engines) engine.close();
      await io.close();
    },
  };
}

function wireKey(code: string, worker: string): string {
  return `${code}/${worker}`;
}

function audience(code: string, instructor: boolean): string {
  return `${instructor ? "instructor" : "watcher"}:${code}`;
}

type WorkerDesk = ListenerParts & { wires: Map<string, WorkerSocket>; cuts: Map<string, Refusal> };

/** Whom a connection speaks for. */
interface Seat {
  room: Room;
  worker: string;
  token: string;
}

function serveWorker(
  socket: WorkerSocket,
  { findRoom, wires, cuts, maxMessageBytes, report }: WorkerDesk,
): void {
  let seat: Seat | undefined;
  let joining: Promise<unknown> = Promise.resolve();
  const seated = (handle: (seat: Seat) => Answer | Promise<Answer>) => {
    if (seat !== undefined) return handle(seat);
    return refuse("not-joined", "send worker:join first");
  };
  /** Speaks for nobody from here on. */
  const rise = () => {
    const key = seat && wireKey(seat.room.code, seat.worker);
    if (key !== undefined && wires.get(key) === socket) wires.delete(key);
    seat = undefined;
  };

  const join = async (input: JoinRequest): Promise<Answer<Joined>> => {
    if (input.protocol !== PROTOCOL_VERSION) return wrongVersion(input.protocol);
    const room = findRoom(input.room);
    if (room === undefined)
      return refuse("wrong-room", `there is no room ${input.room} here: check the code on the board`);
    // asked twice on one connection (the answer was slow, perhaps), it is the same worker
    const token = input.token ?? (seat?.room === room ? seat.token : undefined);
    const joined = await room.join({ ...input, token }, () => socket.connected);
    if (!joined.ok) return joined;
    const worker = joined.worker.id;
    const former = seat;
    if (former !== undefined && (former.room !== room || former.worker !== worker)) {
      rise();
      former.room.members.disconnected(former.worker);
    }
    const key = wireKey(room.code, worker);
    const earlier = wires.get(key);
    wires.set(key, socket);
    seat = { room, worker, token: joined.worker.token };
    if (earlier !== undefined && earlier !== socket) {
      earlier.emit(
        "worker:dismissed",
        refuse("duplicate", "this worker went on in another tab: join as a new one here"),
      );
      earlier.disconnect();
    }
    const lastRefusal = cuts.get(key);
    cuts.delete(key);
    return lastRefusal === undefined ? joined : { ...joined, lastRefusal };
  };

  const handlers: Handlers = {
    "worker:join": request(JoinRequest, (input) => {
      const joined = joining.then(() => join(input));
      joining = joined.catch(() => undefined);
      return joined;
    }),
    "worker:ready": request(ReadyRequest, ({ run }) => seated(({ room, worker }) => room.ready(worker, run))),
    "round:update": requestWithBytes(UpdateHeader, (header, bytes) =>
      seated(({ room, worker }) => room.takeUpdate(worker, header, bytes)),
    ),
    "worker:flip": request(FlipRequest, ({ role }) =>
      seated(({ room, worker }) => room.members.flip(worker, role, "worker")),
    ),
    "worker:rename": request(RenameRequest, ({ name }) =>
      seated(({ room, worker }) => room.members.rename(worker, name)),
    ),
    "worker:visibility": request(VisibilityRequest, ({ hidden }) =>
      seated(({ room, worker }) => room.members.setHidden(worker, hidden)),
    ),
    "worker:leave": () =>
      seated(({ room, worker }) => {
        rise();
        return room.members.leave(worker);
      }),
  };
  serve(socket, handlers, report);

  socket.on("disconnect", (_reason, description) => {
    if (seat === undefined) return;
    const key = wireKey(seat.room.code, seat.worker);
    // displaced by a newer socket of the same worker, or dismissed
    if (wires.get(key) !== socket) return;
    wires.delete(key);
    if (isTooLong(description)) {
      const limit = `a message may have at most ${maxMessageBytes} bytes`;
      cuts.set(key, refuse("too-large", `${limit}; the last one had more, so the connection was cut`));
      seat.room.members.countRefusal(seat.worker);
    }
    seat.room.members.disconnected(seat.worker);
  });
}

function serveDashboard(socket: DashboardSocket, { findRoom, defaultRoom, report }: ListenerParts): void {
  let desk: { room: Room; instructor: boolean } | undefined;
  const steering = (handle: (room: Room) => Answer | Promise<Answer>) => {
    if (desk === undefined) return refuse("not-joined", "send room:watch first");
    if (!desk.instructor) {
      return refuse(
        "not-allowed",
        "only the instructor steers: open the dashboard address that the coordinator printed",
      );
    }
    return handle(desk.room);
  };

  const watch = async ({ protocol, room: code, token }: WatchRequest): Promise<Answer<Watching>> => {
    if (protocol !== PROTOCOL_VERSION) return wrongVersion(protocol);
    const room = code === undefined ? defaultRoom() : findRoom(code);
    if (room === undefined)
      return refuse("wrong-room", `there is no room ${code ?? "by default"} here: check the code`);
    if (token !== undefined && !room.isInstructor(token)) {
      return refuse(
        "wrong-token",
        "the token is not this room's: open the dashboard address that the coordinator printed",
      );
    }
    const instructor = token !== undefined;
    if (desk !== undefined) await socket.leave(audience(desk.room.code, desk.instructor));
    desk = { room, instructor };
    await socket.join(audience(room.code, instructor));
    return { ok: true, ...room.snapshot(instructor), ...room.record(instructor), instructor };
  };

  const handlers: Handlers = {
    "room:watch": request(WatchRequest, watch),
    "run:configure": ([config]) => steering((room) => room.configure(config)),
    "run:start": () => steering((room) => room.command("start")),
    "run:pause": () => steering((room) => room.command("pause")),
    "run:step": () => steering((room) => room.command("step")),
    "run:skip": () => steering((room) => room.command("skip")),
    "run:reset": () => steering((room) => room.reset()),
    "worker:flip": request(InstructorFlipRequest, ({ worker, role }) =>
      steering((room) => room.members.flip(worker, role, "instructor")),
    ),
    "worker:remove": request(RemoveRequest, ({ worker }) => steering((room) => room.members.remove(worker))),
  };
  serve(socket, handlers, report);
}

function wrongVersion(came: number): Refusal {
  return refuse(
    "wrong-version",
    `the coordinator speaks protocol ${PROTOCOL_VERSION}, version ${came} came: reload the page`,
  );
}

/** socket.io passes the error of `ws` on, as a text; a test sends such a message, so a change of words shows. */
function isTooLong(description: unknown): boolean {
  return description instanceof Error && description.message.includes("Max payload size exceeded");
}
