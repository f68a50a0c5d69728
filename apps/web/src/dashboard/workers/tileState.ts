/** The state of a worker on its tile, with a shape and words for it. Pure. */
import type { RoundProgress, StatusAmong, WorkerView } from "@honest-majority/protocol";

export type TileState =
  | StatusAmong<"loading" | "ready" | "training" | "sent" | "hidden" | "reconnecting" | "left">
  /** Missed at least the last round. */
  | "slow";

type Facts = Pick<WorkerView, "id" | "presence" | "hidden" | "missed">;

export function tileState(worker: Facts, progress: RoundProgress | undefined): TileState {
  if (worker.presence !== "ready") return worker.presence;
  if (progress?.arrived.includes(worker.id)) return "sent";
  if (worker.hidden) return "hidden";
  if ((worker.missed ?? 0) > 0) return "slow";
  return progress?.invited.includes(worker.id) ? "training" : "ready";
}

export const STATE_WORDS: Record<TileState, string> = {
  loading: "loading its data",
  ready: "ready",
  training: "training",
  sent: "sent its update",
  hidden: "its tab is hidden",
  slow: "slow: its last update did not arrive in time",
  reconnecting: "reconnecting",
  left: "left",
};

/** Paths in a square of 10 × 10, drawn as lines. */
export const STATE_SHAPES: Record<TileState, string> = {
  loading: "M1.5 5h.1M5 5h.1M8.5 5h.1",
  ready: "M5 4.2v1.6M4.2 5h1.6",
  training: "M5 1a4 4 0 1 1-4 4",
  sent: "M5 9V1.5M2 4.5l3-3 3 3",
  hidden: "M7.5 7.6A4 4 0 1 1 5 1.2a3.2 3.2 0 0 0 2.5 6.4z",
  slow: "M2 1h6M2 9h6M2.8 1L7.2 9M7.2 1L2.8 9",
  reconnecting: "M1 4.2a4 4 0 0 1 7.4-1.6M8.8 .8v2.4H6.4M9 5.8a4 4 0 0 1-7.4 1.6M1.2 9.2V6.8h2.4",
  left: "M1.5 5h7",
};
