/** The worker's connection: joins, joins again after a gap, and turns acknowledgements into answers. Decides nothing. */
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
import { type Connection, type OpenConnection, openConnection, type Transport } from "./connection";

const ACK_MS = 15_000;
const RETRY_MS = 1_500;

type WorkerConnection = Connection<CoordinatorToWorker, WorkerToCoordinator>;
export type WorkerSocket = WorkerConnection["socket"];

export interface WorkerLinkListeners {
  /** Called at every connection. */
  request(): JoinRequest;
  joined(answer: Joined): void;
  /** Returns whether to try again at once, later or never. */
  refused(refusal: Refusal): "now" | "later" | "never";
  lost(): void;
  /** How messages travel now. */
  transport(name: Transport): void;
}

export type WorkerLink = WorkerConnection;

const LOST = refuse(
  "not-joined",
  "the coordinator did not answer in time: wait until the connection is back",
);

/** Resolves to a refusal when the request is lost (no connection, no answer in time). */
export async function answered<T extends object>(sending: Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    return await sending;
  } catch {
    return LOST;
  }
}

export function openWorkerLink(
  origin: string,
  listeners: WorkerLinkListeners,
  { open = openConnection, ...options }: { tryMs?: number; open?: OpenConnection } = {},
): WorkerLink {
  const connection: WorkerConnection = open(
    `${origin}/worker`,
    { connected: () => void join(), lost: listeners.lost, transport: listeners.transport },
    options,
  );
  const { socket } = connection;
  let closed = false;

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
    else if (next === "later") setTimeout(() => socket.connected && void join(), RETRY_MS);
    else close();
  }

  function close() {
    closed = true;
    connection.close();
  }
  return { socket, close };
}

/** Sends nothing while there is no connection: the coordinator opens the round again when the worker is back. */
export async function sendUpdate(
  socket: WorkerSocket,
  header: UpdateHeader,
  bytes: Uint8Array,
): Promise<Answer> {
  if (!socket.connected) return LOST;
  return answered(socket.timeout(ACK_MS).emitWithAck("round:update", header, bytes));
}
