/** Serves one worker's connection: its events become calls on the room that it joined. */
import {
  type Answer,
  type Joined,
  type JoinRequest,
  type Refusal,
  refuse,
  WORKER_REQUESTS,
} from "@honest-majority/protocol";
import type { Room } from "@honest-majority/room";
import type { FindRoom } from "./findRoom";
import { handlersFor, type ServingParts, serve } from "./requests";
import { ofThisVersion } from "./versions";
import type { WorkerConnections, WorkerSocket } from "./workerConnections";

/** What a socket's connection is to the outside; nothing of it is known for one within a page. */
export interface Outside {
  /** That its seats count for; undefined for this machine. */
  address?: string;
  /** Calls with how messages travel, now and whenever that changes. */
  onTransport?(tell: (transport: string) => void): void;
  /** It has named a room that is here: it is not cut for saying nothing. */
  namedRoom?(): void;
  /** It holds a place until it leaves that: its connection is not cut for others'. A watcher has no teacher's key. */
  takePlace?(as: "worker" | "watcher" | "instructor"): Place | Refusal;
  /** Why the connection was cut, if it was. */
  whyCut?(description: unknown): Refusal | undefined;
}

export interface Place {
  ok: true;
  leave(): void;
}

export interface WorkerParts extends ServingParts {
  findRoom: FindRoom<Room>;
  connections: WorkerConnections;
  /** The https port, if others reach it under the names of this machine. */
  securePort?: number;
}

/** The worker that a connection belongs to. */
interface OwnWorker {
  room: Room;
  worker: string;
  token: string;
}

export function serveWorker(
  socket: WorkerSocket,
  outside: Outside,
  { findRoom, connections, securePort, ...serving }: WorkerParts,
): void {
  const { address } = outside;
  let transport: string | undefined;
  let own: OwnWorker | undefined;
  let place: Place | undefined;
  let joining: Promise<unknown> = Promise.resolve();
  const withOwnWorker = (handle: (own: OwnWorker) => Answer | Promise<Answer>) => {
    if (own !== undefined) return handle(own);
    return refuse("not-joined", "send worker:join first");
  };
  /** Afterwards the connection belongs to no worker. */
  const releaseOwnWorker = () => {
    if (own !== undefined) connections.release(placeOf(own), socket);
    own = undefined;
    place?.leave();
    place = undefined;
  };

  const join = async (input: JoinRequest): Promise<Answer<Joined>> => {
    const room = findRoom(input.room, { address, token: input.token });
    if ("ok" in room) return room;
    outside.namedRoom?.();
    // a second join on one connection brings back the same worker: the first answer may have been slow
    const token = input.token ?? (own?.room === room ? own.token : undefined);
    const joined = await room.join(
      { ...input, token },
      {
        connection: socket.id,
        address,
        isThere: () => socket.connected,
        release: (worker) => {
          if (own?.room === room && own.worker === worker) releaseOwnWorker();
        },
      },
    );
    if (!joined.ok) return joined;
    const former = own;
    const next: OwnWorker = { room, worker: joined.worker.id, token: joined.worker.token };
    if (former !== undefined && (former.room !== room || former.worker !== next.worker)) {
      releaseOwnWorker();
      former.room.members.disconnected(former.worker);
    }
    own = next;
    connections.assign(placeOf(next), socket);
    if (place === undefined && socket.connected) {
      const taken = outside.takePlace?.("worker");
      if (taken?.ok) place = taken;
    }
    if (transport !== undefined) room.members.setTransport(next.worker, transport);
    const lastRefusal = connections.takeCutOff(placeOf(next));
    return {
      ...joined,
      ...(securePort === undefined ? {} : { securePort }),
      ...(lastRefusal === undefined ? {} : { lastRefusal }),
    };
  };

  const handlers = handlersFor(WORKER_REQUESTS, {
    "worker:join": (input) => {
      const joined = joining.then(() => join(input));
      joining = joined.catch(() => undefined);
      return joined;
    },
    "worker:ready": ({ run }) => withOwnWorker(({ room, worker }) => room.ready(worker, run)),
    "round:update": (header, bytes) =>
      withOwnWorker(({ room, worker }) => room.takeUpdate(worker, header, bytes)),
    "worker:flip": ({ role }) => withOwnWorker(({ room, worker }) => room.flipOwn(worker, role)),
    "worker:rename": ({ name }) => withOwnWorker(({ room, worker }) => room.members.rename(worker, name)),
    "worker:visibility": ({ hidden }) =>
      withOwnWorker(({ room, worker }) => room.members.setHidden(worker, hidden)),
    "vote:cast": (vote) => withOwnWorker(({ room, worker }) => room.castVote(worker, vote)),
    "quiz:answer": (answers) => withOwnWorker(({ room, worker }) => room.answerQuiz(worker, answers)),
    "pictures:show": (shown, bytes) =>
      withOwnWorker(({ room, worker }) => room.showPictures(worker, shown, bytes)),
    "pictures:takeBack": () => withOwnWorker(({ room, worker }) => room.pictures.takeBack(worker)),
    "worker:leave": () =>
      withOwnWorker(({ room, worker }) => {
        releaseOwnWorker();
        return room.members.leave(worker);
      }),
  });
  serve(socket, { ...handlers, "worker:join": ofThisVersion(handlers["worker:join"]) }, serving);

  outside.onTransport?.((name) => {
    transport = name;
    own?.room.members.setTransport(own.worker, name);
  });
  socket.on("disconnect", (_reason, description) => {
    place?.leave();
    // false when a newer socket of the worker has taken over, or after a dismissal
    if (own === undefined || !connections.release(placeOf(own), socket)) return;
    const refusal = outside.whyCut?.(description);
    if (refusal !== undefined) {
      connections.noteCutOff(placeOf(own), refusal);
      own.room.members.countRefusal(own.worker);
    }
    own.room.members.disconnected(own.worker);
  });
}

function placeOf({ room, worker }: OwnWorker) {
  return { room: room.code, worker };
}
