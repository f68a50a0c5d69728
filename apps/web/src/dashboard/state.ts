/** The dashboard's state, and how each message changes it. Pure; independent of sockets and React. */
import type {
  Refusal,
  RoomSnapshot,
  RoundProgress,
  RoundRecord,
  RunState,
  Watching,
  WorkerView,
} from "@honest-majority/protocol";

import { append, columnsOf, noColumns, type RunColumns } from "../chart/columns";

export type Connection =
  | { kind: "connecting" }
  | { kind: "watching" }
  /** The connection is lost; the dashboard still shows the last known state. */
  | { kind: "lost" }
  | { kind: "refused"; refusal: Refusal };

export interface DashboardState {
  connection: Connection;
  snapshot?: RoomSnapshot;
  rounds: RoundRecord[];
  /** The measurements of `rounds`. */
  columns: RunColumns;
  /** The progress of the open round. */
  progress?: RoundProgress;
  /** Each worker's reported losses since this page opened, oldest first. */
  losses: Record<string, { round: number; loss: number }[]>;
  /** The last command that was refused. */
  notice?: string;
}

export const NOTHING_YET: DashboardState = {
  connection: { kind: "connecting" },
  rounds: [],
  columns: noColumns(),
  losses: {},
};

const LOSSES_SHOWN = 60;

/** Replaces everything, at the first connection and after every reconnection. */
export function watching(
  state: DashboardState,
  { rounds, instructor: _, ...snapshot }: Watching,
): DashboardState {
  const same = state.snapshot?.run === snapshot.run;
  const losses = noteLosses(same ? state.losses : {}, snapshot.workers);
  return { connection: { kind: "watching" }, snapshot, rounds, columns: columnsOf(rounds), losses };
}

export function roomChanged(state: DashboardState, snapshot: RoomSnapshot): DashboardState {
  if (state.snapshot?.run === snapshot.run) return { ...state, snapshot };
  return { ...state, snapshot, rounds: [], columns: noColumns(), progress: undefined, losses: {} };
}

export function runChanged(state: DashboardState, run: RunState): DashboardState {
  if (!state.snapshot) return state;
  const progress = run.phase === "running" ? state.progress : undefined;
  return { ...state, snapshot: { ...state.snapshot, state: run }, progress };
}

export function workersChanged(
  state: DashboardState,
  workers: WorkerView[],
  warnings: string[],
): DashboardState {
  if (!state.snapshot) return state;
  return {
    ...state,
    snapshot: { ...state.snapshot, workers, warnings },
    losses: noteLosses(state.losses, workers),
  };
}

export function roundProgressed(state: DashboardState, progress: RoundProgress): DashboardState {
  return { ...state, progress };
}

/** Appends a round. A round that is repeated after a restart replaces its first version and all later rounds. */
export function roundClosed(state: DashboardState, record: RoundRecord): DashboardState {
  const last = state.rounds.at(-1);
  const before =
    last === undefined || last.round < record.round
      ? state.rounds
      : state.rounds.filter(({ round }) => round < record.round);
  const columns = append(state.columns, record);
  return { ...state, rounds: [...before, record], columns, progress: undefined };
}

function noteLosses(
  known: DashboardState["losses"],
  workers: readonly WorkerView[],
): DashboardState["losses"] {
  const losses = { ...known };
  for (const { id, lastRound: round, lastLoss: loss } of workers) {
    if (round === undefined || loss === undefined) continue;
    const list = losses[id] ?? [];
    const last = list.at(-1);
    if (last?.round !== round) losses[id] = [...list, { round, loss }].slice(-LOSSES_SHOWN);
    // keeps the best loss of the round's arms, because the loss of a diverged model says nothing about the worker
    else if (loss < last.loss) losses[id] = [...list.slice(0, -1), { round, loss }];
  }
  return losses;
}
