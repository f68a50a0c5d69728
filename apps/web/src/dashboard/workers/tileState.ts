/** The state of a worker on its tile. Pure. */
import {
  missesRounds,
  type RoundProgress,
  type StatusWith,
  type WorkerView,
} from "@honest-majority/protocol";

/** A status that tiles show. */
export type TileState = StatusWith<"tile">;

type Facts = Pick<WorkerView, "id" | "presence" | "hidden" | "missed" | "unawaited">;

export function tileState(worker: Facts, progress: RoundProgress | undefined): TileState {
  if (worker.presence !== "ready") return worker.presence;
  if (progress?.arrived.includes(worker.id)) return "sent";
  if (worker.hidden) return "hidden";
  if (worker.unawaited || missesRounds(worker)) return "unawaited";
  if ((worker.missed ?? 0) > 0) return "slow";
  return progress?.invited.includes(worker.id) ? "training" : "ready";
}
