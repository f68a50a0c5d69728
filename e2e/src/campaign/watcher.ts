/** A dashboard of the campaign: notes every record that it is told, over all its connections. */
import {
  type CoordinatorToDashboard,
  type DashboardToCoordinator,
  PROTOCOL_VERSION,
  type RoundRecord,
  type RunState,
  recordOf,
} from "@honest-majority/protocol";
import { io, type Socket } from "socket.io-client";
import { mirrorOf } from "../coordinator/mirror";
import { reconnectAfterStop } from "../coordinator/reconnect";
import type { Note } from "./notes";

export interface Watcher {
  readonly socket: Socket<CoordinatorToDashboard, DashboardToCoordinator>;
  /** The run's state, as last heard. */
  readonly state: RunState;
  /** One of the last rounds that it was told. */
  record(round: number): RoundRecord | undefined;
  close(): void;
}

/** So many rounds may close while a fault waits for one. */
const KEPT_ROUNDS = 100;

export async function watch({
  url,
  room,
  token,
  name,
  note,
}: {
  url: string;
  room: string;
  /** The instructor's, or none. */
  token?: string;
  name: string;
  note: (note: Note) => void;
}): Promise<Watcher> {
  const socket: Watcher["socket"] = io(`${url}/dashboard`, {
    transports: ["websocket"],
    forceNew: true,
    reconnectionDelay: 200,
    reconnectionDelayMax: 1_000,
  });
  reconnectAfterStop(socket);
  const mirror = mirrorOf(socket);
  let run: string | undefined;
  let state: RunState = { phase: "lobby" };
  const told: RoundRecord[] = [];
  socket.on("disconnect", () => {
    run = undefined;
  });
  const ask = async () => {
    // not awaited: the next message may be handled before a promise's reaction
    await new Promise<void>((resolve, reject) => {
      socket.emit("room:watch", { protocol: PROTOCOL_VERSION, room, token, whole: true }, (answer) => {
        if (!answer.ok) return reject(new Error(`${name}: ${answer.code}: ${answer.detail}`));
        ({ run, state } = answer);
        mirror.reset(answer.workers);
        note({ kind: "watched", watcher: name, run, rounds: answer.rounds });
        resolve();
      });
    });
  };
  socket.on("room:changed", (snapshot) => {
    state = snapshot.state;
    if (run === undefined || snapshot.run === run) return;
    run = snapshot.run;
    note({ kind: "watched", watcher: name, run, rounds: [] });
  });
  socket.on("run:changed", (next) => {
    state = next;
  });
  socket.on("round:closed", (closed) => {
    if (run === undefined) return; // the answer will hold it
    const record = recordOf(closed, mirror.workers);
    told.push(record);
    if (told.length > KEPT_ROUNDS) told.shift();
    note({ kind: "told", watcher: name, record });
  });
  await new Promise<void>((resolve, reject) => {
    socket.on("connect", () => {
      ask().then(resolve, (error: Error) => {
        if (socket.connected) console.error(error.message);
        reject(error);
      });
    });
  });
  return {
    socket,
    get state() {
      return state;
    },
    record: (round) => told.findLast((record) => record.round === round),
    close: () => void socket.disconnect(),
  };
}
