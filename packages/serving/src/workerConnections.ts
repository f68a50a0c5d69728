/** The current socket of each worker. A worker has at most one. */
import { type CoordinatorToWorker, type Refusal, refuse } from "@honest-majority/protocol";
import type { EventSource } from "./requests";

/** A worker's connection, as far as rooms need it. */
export interface WorkerSocket extends EventSource {
  readonly id: string;
  readonly connected: boolean;
  emit<Event extends keyof CoordinatorToWorker>(
    event: Event,
    ...args: Parameters<CoordinatorToWorker[Event]>
  ): unknown;
  on(event: "disconnect", listener: (reason: string, description?: unknown) => void): unknown;
  disconnect(): unknown;
}

/** A worker of a room. */
export interface Place {
  room: string;
  worker: string;
}

export class WorkerConnections {
  readonly #sockets = new Map<string, WorkerSocket>();
  readonly #cutOff = new Map<string, Refusal>();

  find(place: Place): WorkerSocket | undefined {
    return this.#sockets.get(keyOf(place));
  }

  /** Makes `socket` the worker's. An earlier socket is dismissed with a reason and disconnected. */
  assign(place: Place, socket: WorkerSocket): void {
    const earlier = this.find(place);
    this.#sockets.set(keyOf(place), socket);
    if (earlier === undefined || earlier === socket) return;
    earlier.emit(
      "worker:dismissed",
      refuse("duplicate", "another tab came with this worker's token: join without it, as a new worker"),
    );
    earlier.disconnect();
  }

  /** Removes the worker's socket; false when `socket` is no longer the worker's. */
  release(place: Place, socket: WorkerSocket): boolean {
    return this.find(place) === socket && this.#sockets.delete(keyOf(place));
  }

  /** Ends the worker's connection after saying why. */
  dismiss(place: Place, refusal: Refusal): void {
    const socket = this.find(place);
    this.#sockets.delete(keyOf(place));
    socket?.emit("worker:dismissed", refusal);
    socket?.disconnect();
  }

  /** Stores why the transport cut the worker's connection; the refusal is sent at the next join. */
  noteCutOff(place: Place, refusal: Refusal): void {
    this.#cutOff.set(keyOf(place), refusal);
  }

  /** Why the worker's last connection was cut off, once. */
  takeCutOff(place: Place): Refusal | undefined {
    const refusal = this.#cutOff.get(keyOf(place));
    this.#cutOff.delete(keyOf(place));
    return refusal;
  }
}

function keyOf({ room, worker }: Place): string {
  return `${room}/${worker}`;
}
