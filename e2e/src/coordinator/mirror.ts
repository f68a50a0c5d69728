/** The workers as a dashboard knows them: from the answer to `room:watch`, and from what it receives afterwards. */
import {
  type CoordinatorToDashboard,
  changedWorkers,
  type DashboardToCoordinator,
  type WorkerView,
} from "@honest-majority/protocol";
import type { Socket } from "socket.io-client";

export interface Mirror {
  readonly workers: readonly WorkerView[];
  /** After an answer to `room:watch`. */
  reset(workers: readonly WorkerView[]): void;
}

/** Listens before any other listener of the socket, so that these find the workers up to date. */
export function mirrorOf(socket: Socket<CoordinatorToDashboard, DashboardToCoordinator>): Mirror {
  let workers: readonly WorkerView[] = [];
  socket.on("room:changed", (snapshot) => {
    workers = snapshot.workers;
  });
  socket.on("workers:changed", (change) => {
    workers = changedWorkers(workers, change);
  });
  return {
    get workers() {
      return workers;
    },
    reset(next) {
      workers = next;
    },
  };
}
