/** The worker's socket: joins, joins again after a gap, and turns acknowledgements into answers. Decides nothing. */
import {
  type Answer,
  type CoordinatorToWorker,
  type Joined,
  type JoinRequest,
  type Refusal,
  refuse,
  type UpdateHeader,
  type WorkerToCoordinator,
} from "@honest-majority/protocol";
import { io, type Socket } from "socket.io-client";

const ACK_MS = 15_000;
const RETRY_MS = 1_500;

export type WorkerSocket = Socket<CoordinatorToWorker, WorkerToCoordinator>;

export interface WorkerLinkListeners {
  /** Called at every connection. */
  request(): JoinRequest;
  joined(answer: Joined): void;
  /** Returns whether to try again at once, later or never. */
  refused(refusal: Refusal): "now" | "later" | "never";
  lost(): void;
}

export interface WorkerLink {
  socket: WorkerSocket;
  /** How messages travel now; undefined while there is no connection. */
  transport(): "websocket" | "polling" | undefined;
  close(): void;
}

/** Resolves to a refusal when the request is lost (no connection, no answer in time). */
export async function answered<T extends object>(sending: Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    return await sending;
  } catch {
    return refuse("not-joined", "the coordinator did not answer in time: wait until the connection is back");
  }
}

export function openWorkerLink(origin: string, listeners: WorkerLinkListeners): WorkerLink {
  const socket: WorkerSocket = io(`${origin}/worker`, {
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnectionDelay: 300,
    reconnectionDelayMax: 2_000,
    timeout: 8_000,
    forceNew: true,
  });
  let closed = false;
  const again = (ms: number, what: () => void) => setTimeout(() => closed || what(), ms);

  async function join() {
    const id = socket.id;
    const answer = await socket
      .timeout(ACK_MS)
      .emitWithAck("worker:join", listeners.request())
      .catch(() => undefined);
    if (closed || socket.id !== id) return; // another connection is joining
    if (answer === undefined) {
      if (socket.connected) void join();
      return;
    }
    if (answer.ok) return listeners.joined(answer);
    const next = listeners.refused(answer);
    if (next === "now") void join();
    else if (next === "later") again(RETRY_MS, () => socket.connected && void join());
    else close();
  }

  function close() {
    closed = true;
    socket.disconnect();
  }

  socket.on("connect", () => void join());
  socket.on("connect_error", () => {
    listeners.lost();
    // socket.io tries again by itself, unless a server's middleware refused the connection
    if (!socket.active) again(RETRY_MS, () => socket.connect());
  });
  socket.on("disconnect", (reason) => {
    if (closed) return;
    listeners.lost();
    // socket.io does not reconnect by itself when the other side disconnected, as it may at a restart
    if (reason === "io server disconnect") again(RETRY_MS, () => socket.connect());
  });
  function transport() {
    const name = socket.io.engine?.transport?.name;
    return name === "websocket" || name === "polling" ? name : undefined;
  }
  return { socket, transport, close };
}

export function sendUpdate(socket: WorkerSocket, header: UpdateHeader, bytes: Uint8Array): Promise<Answer> {
  return answered(socket.timeout(ACK_MS).emitWithAck("round:update", header, bytes));
}
