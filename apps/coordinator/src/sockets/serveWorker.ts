/** Serves one worker's connection: its events become calls on the room that it joined. */
import {
  type Answer,
  FlipRequest,
  type Joined,
  JoinRequest,
  ReadyRequest,
  RenameRequest,
  refuse,
  UpdateHeader,
  VisibilityRequest,
} from "@honest-majority/protocol";
import type { Room } from "@honest-majority/room";
import { type Handlers, request, requestWithBytes, serve } from "./requests";
import { ofThisVersion } from "./versions";
import type { WorkerConnections, WorkerSocket } from "./workerConnections";

export interface WorkerParts {
  findRoom: (code: string) => Room | undefined;
  connections: WorkerConnections;
  maxMessageBytes: number;
  report: (error: Error, event: string) => void;
}

/** The worker that a connection belongs to. */
interface Seat {
  room: Room;
  worker: string;
  token: string;
}

export function serveWorker(
  socket: WorkerSocket,
  { findRoom, connections, maxMessageBytes, report }: WorkerParts,
): void {
  let seat: Seat | undefined;
  let joining: Promise<unknown> = Promise.resolve();
  const seated = (handle: (seat: Seat) => Answer | Promise<Answer>) => {
    if (seat !== undefined) return handle(seat);
    return refuse("not-joined", "send worker:join first");
  };
  /** After this the connection belongs to no worker. */
  const giveUpSeat = () => {
    if (seat !== undefined) connections.release(placeOf(seat), socket);
    seat = undefined;
  };

  const join = async (input: JoinRequest): Promise<Answer<Joined>> => {
    const room = findRoom(input.room);
    if (room === undefined)
      return refuse("wrong-room", `there is no room ${input.room} here: check the code on the board`);
    // a second join on one connection (the first answer may have been slow) is the same worker
    const token = input.token ?? (seat?.room === room ? seat.token : undefined);
    const joined = await room.join({ ...input, token }, () => socket.connected);
    if (!joined.ok) return joined;
    const former = seat;
    const next: Seat = { room, worker: joined.worker.id, token: joined.worker.token };
    if (former !== undefined && (former.room !== room || former.worker !== next.worker)) {
      giveUpSeat();
      former.room.members.disconnected(former.worker);
    }
    seat = next;
    connections.assign(placeOf(next), socket);
    room.members.setTransport(next.worker, socket.conn.transport.name);
    const lastRefusal = connections.takeCutOff(placeOf(next));
    return lastRefusal === undefined ? joined : { ...joined, lastRefusal };
  };

  const handlers: Handlers = {
    "worker:join": ofThisVersion(
      request(JoinRequest, (input) => {
        const joined = joining.then(() => join(input));
        joining = joined.catch(() => undefined);
        return joined;
      }),
    ),
    "worker:ready": request(ReadyRequest, ({ run }) => seated(({ room, worker }) => room.ready(worker, run))),
    "round:update": requestWithBytes(UpdateHeader, (header, bytes) =>
      seated(({ room, worker }) => room.takeUpdate(worker, header, bytes)),
    ),
    "worker:flip": request(FlipRequest, ({ role }) =>
      seated(({ room, worker }) => room.flipOwn(worker, role)),
    ),
    "worker:rename": request(RenameRequest, ({ name }) =>
      seated(({ room, worker }) => room.members.rename(worker, name)),
    ),
    "worker:visibility": request(VisibilityRequest, ({ hidden }) =>
      seated(({ room, worker }) => room.members.setHidden(worker, hidden)),
    ),
    "worker:leave": () =>
      seated(({ room, worker }) => {
        giveUpSeat();
        return room.members.leave(worker);
      }),
  };
  serve(socket, handlers, report);

  socket.conn.on("upgrade", ({ name }) => seat?.room.members.setTransport(seat.worker, name));
  socket.on("disconnect", (_reason, description) => {
    // false when a newer socket of the worker has taken over, or after a dismissal
    if (seat === undefined || !connections.release(placeOf(seat), socket)) return;
    if (isTooLong(description)) {
      const limit = `a message may have at most ${maxMessageBytes} bytes`;
      const refusal = refuse("too-large", `${limit}; the last one had more, so the connection was cut`);
      connections.noteCutOff(placeOf(seat), refusal);
      seat.room.members.countRefusal(seat.worker);
    }
    seat.room.members.disconnected(seat.worker);
  });
}

function placeOf({ room, worker }: Seat) {
  return { room: room.code, worker };
}

/** socket.io passes on the error of `ws` as a text. If its words change, the test in hostile.test.ts fails. */
function isTooLong(description: unknown): boolean {
  return description instanceof Error && description.message.includes("Max payload size exceeded");
}
