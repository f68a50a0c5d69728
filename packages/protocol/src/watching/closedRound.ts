/** A round's record, and the progress of the open one, as dashboards receive them: workers by place, and rows as columns. Pure. */
import type { RoundProgress } from "../events";
import type { ArmRecord, RoundRecord, RowVerdict } from "../record";
import type { WorkerView } from "../room";
import { idsOf, listOf, type WorkerList } from "./workerList";

type Stage = NonNullable<RoundRecord["stage"]>;
type Workers = readonly Pick<WorkerView, "id" | "index">[];

export interface ClosedRound extends Omit<RoundRecord, "invited" | "missing" | "arms" | "stage"> {
  invited: WorkerList;
  missing?: WorkerList;
  arms: ClosedArm[];
  stage?: Omit<Stage, "byzantine"> & { byzantine: WorkerList };
}

export interface ClosedArm extends Omit<ArmRecord, "rows"> {
  rows: Rows;
}

/** What one rule did with each update. */
export interface Rows {
  /** Unset: the invited. */
  workers?: WorkerList;
  /** Of each worker; one number if it is that of all. */
  kept: number | number[];
  /** Null for a worker without one. */
  score?: (number | null)[];
}

export interface OpenRound extends Omit<RoundProgress, "invited" | "arrived"> {
  invited: WorkerList;
  arrived: WorkerList;
}

/** `workers`: those in the room, which the dashboard knows by their places. */
export function closedRound(
  { invited, missing, arms, stage, ...record }: RoundRecord,
  workers: Workers,
): ClosedRound {
  return {
    ...record,
    invited: listOf(invited, workers),
    ...(missing !== undefined && { missing: listOf(missing, workers) }),
    arms: arms.map(({ rows, ...arm }) => ({ ...arm, rows: columnsOf(rows, invited, workers) })),
    ...(stage !== undefined && { stage: { ...stage, byzantine: listOf(stage.byzantine, workers) } }),
  };
}

/** The reverse, value for value. */
export function recordOf(
  { invited, missing, arms, stage, ...round }: ClosedRound,
  workers: Workers,
): RoundRecord {
  const everybody = idsOf(invited, workers);
  return {
    ...round,
    invited: everybody,
    ...(missing !== undefined && { missing: idsOf(missing, workers) }),
    arms: arms.map(({ rows, ...arm }) => ({ ...arm, rows: rowsOf(rows, everybody, workers) })),
    ...(stage !== undefined && { stage: { ...stage, byzantine: idsOf(stage.byzantine, workers) } }),
  };
}

export function openRound({ invited, arrived, ...progress }: RoundProgress, workers: Workers): OpenRound {
  return { ...progress, invited: listOf(invited, workers), arrived: listOf(arrived, workers) };
}

export function progressOf({ invited, arrived, ...progress }: OpenRound, workers: Workers): RoundProgress {
  return { ...progress, invited: idsOf(invited, workers), arrived: idsOf(arrived, workers) };
}

function columnsOf(rows: readonly RowVerdict[], invited: readonly string[], workers: Workers): Rows {
  const ids = rows.map(({ worker }) => worker);
  const kept = rows.map((row) => row.kept);
  const areInvited = ids.length === invited.length && ids.every((id, i) => id === invited[i]);
  return {
    ...(!areInvited && { workers: listOf(ids, workers) }),
    kept: kept.length > 0 && kept.every((share) => share === kept[0]) ? kept[0] : kept,
    ...(rows.some(({ score }) => score !== undefined) && { score: rows.map(({ score = null }) => score) }),
  };
}

function rowsOf(
  { workers: list, kept, score }: Rows,
  invited: readonly string[],
  workers: Workers,
): RowVerdict[] {
  const ids = list === undefined ? invited : idsOf(list, workers);
  return ids.map((worker, i) => ({
    worker,
    kept: typeof kept === "number" ? kept : kept[i],
    ...(typeof score?.[i] === "number" && { score: score[i] }),
  }));
}
