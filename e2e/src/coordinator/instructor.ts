/** An instructor without a page: controls a room over the socket. */
import {
  type Answer,
  type CoordinatorToDashboard,
  type DashboardToCoordinator,
  PROTOCOL_VERSION,
  type RoundRecord,
  type RunConfigInput,
  type RunState,
  recordOf,
  type Watching,
  type WorkerView,
} from "@honest-majority/protocol";
import { io, type Socket } from "socket.io-client";
import { mirrorOf } from "./mirror";

export interface Instructor {
  readonly socket: Socket<CoordinatorToDashboard, DashboardToCoordinator>;
  /** The coordinator's first answer. */
  readonly watching: Watching;
  /** Kept up to date, like the next two. */
  readonly state: RunState;
  readonly workers: readonly WorkerView[];
  readonly rounds: readonly RoundRecord[];
  configure(config: RunConfigInput): Promise<Answer>;
  command(command: "start" | "pause" | "step" | "close-now" | "reset"): Promise<Answer>;
  /** Resolves once `holds` is true after a message; rejects with the state after `timeoutMs`. */
  until(holds: () => boolean, what: string, timeoutMs?: number): Promise<void>;
  close(): void;
}

export async function watchAsInstructor(room: {
  url: string;
  token: string;
  /** Unset: the first room. */
  room?: string;
}): Promise<Instructor> {
  const socket: Instructor["socket"] = io(`${room.url}/dashboard`, {
    transports: ["websocket"],
    forceNew: true,
  });
  const waiting = new Set<() => void>();
  const changed = () => {
    for (const check of waiting) check();
  };
  const mirror = mirrorOf(socket);
  let run = "";
  let state: RunState = { phase: "lobby" };
  let rounds: RoundRecord[] = [];

  /** False while the connection is lost and until the coordinator answers the next `room:watch`. */
  let isWatching = false;
  socket.on("disconnect", () => {
    isWatching = false;
  });

  const watch = async () => {
    const request = { protocol: PROTOCOL_VERSION, token: room.token, room: room.room, whole: true };
    const answer = await socket.emitWithAck("room:watch", request);
    if (!answer.ok) throw new Error(`${answer.code}: ${answer.detail}`);
    ({ run, state, rounds } = answer);
    mirror.reset(answer.workers);
    isWatching = true;
    changed();
    return answer;
  };

  socket.on("room:changed", (snapshot) => {
    if (snapshot.run !== run) rounds = [];
    ({ run, state } = snapshot);
    changed();
  });
  socket.on("run:changed", (next) => {
    state = next;
    changed();
  });
  socket.on("workers:changed", changed);
  socket.on("round:closed", (closed) => {
    rounds.push(recordOf(closed, mirror.workers));
    changed();
  });

  const watching = await new Promise<Watching>((resolve, reject) => {
    // after a restart the connection comes back and watches again
    socket.on("connect", () => {
      watch().then(resolve, (error: Error) => {
        console.error(`instructor: ${error.message}`); // after the first watch this promise is not awaited
        reject(error);
      });
    });
    socket.once("connect_error", reject);
  }).catch((error) => {
    socket.disconnect();
    throw error;
  });

  const until: Instructor["until"] = (holds, what, timeoutMs = 240_000) =>
    new Promise((resolve, reject) => {
      const check = () => {
        if (!holds()) return;
        clearTimeout(timer);
        waiting.delete(check);
        resolve();
      };
      const timer = setTimeout(() => {
        waiting.delete(check);
        const now = JSON.stringify({ state, workers: mirror.workers, lastRound: rounds.at(-1) }, null, 1);
        reject(new Error(`not within ${timeoutMs} ms: ${what}; now: ${now}`));
      }, timeoutMs);
      waiting.add(check);
      check();
    });

  return {
    socket,
    watching,
    get state() {
      return state;
    },
    get workers() {
      return mirror.workers;
    },
    get rounds() {
      return rounds;
    },
    async configure(config) {
      await until(() => isWatching, "the coordinator is watched");
      return socket.emitWithAck("run:configure", config);
    },
    async command(command) {
      await until(() => isWatching, "the coordinator is watched");
      return socket.emitWithAck(command === "close-now" ? "round:close" : `run:${command}`);
    },
    until,
    close: () => void socket.disconnect(),
  };
}
