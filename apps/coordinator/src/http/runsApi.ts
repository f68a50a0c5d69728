/** `/api/rooms/CODE/runs`: the runs of a room on disk. For its instructor, whose token the caller has checked. */
import { isUserError, quoted } from "@honest-majority/protocol";
import { EXPORT_FORMATS, exportRun, isExportFormat } from "../records/exportRun";
import { isRunFolder } from "../records/folderNames";
import type { RunHistory } from "../records/history";
import { type Reply, refusal } from "./reply";

export interface RoomRuns extends RunHistory {
  deleteRun(room: string, run: string): Promise<void>;
}

export interface RunsRequest {
  room: string;
  /** Undefined: all runs. */
  run: string | undefined;
  method: string;
  query: URLSearchParams;
  /** The room's current run. */
  current: string;
}

/** How many runs one answer lists. */
const PAGE = 20;

export async function runsReply(request: RunsRequest, runs: RoomRuns): Promise<Reply> {
  const { room, run, method, query, current } = request;
  if (run === undefined) {
    const page = await runs.list(room, { before: query.get("before") ?? undefined, most: PAGE });
    return { status: 200, body: { ...page, current } };
  }
  if (!isRunFolder(run)) return unknown(room, run);
  return method === "DELETE" ? deleted(request, run, runs) : saved(request, run, runs);
}

async function saved({ room, query }: RunsRequest, run: string, runs: RoomRuns): Promise<Reply> {
  const format = query.get("format") ?? "jsonl";
  const names = query.get("names") ?? "yes";
  if (!isExportFormat(format))
    return refusal(
      400,
      "malformed",
      `format must be one of ${EXPORT_FORMATS.join(", ")}, got ${quoted(format)}`,
    );
  if (names !== "yes" && names !== "no")
    return refusal(400, "malformed", `names must be yes or no, got ${quoted(names)}`);
  try {
    const file = await exportRun(runs, { room, run, format, names: names === "yes" });
    if (file === undefined) return unknown(room, run);
    return { pieces: file.pieces, saveAs: file.name };
  } catch (error) {
    if (isUserError(error, "records")) return refusal(409, "unavailable", error.message);
    throw error;
  }
}

async function deleted({ room, current }: RunsRequest, run: string, runs: RoomRuns): Promise<Reply> {
  if (run === current)
    return refusal(
      409,
      "wrong-phase",
      `run ${run} is the one that the class is in: start another with Again or Reset, then delete this one`,
    );
  if (!(await runs.has(room, run))) return unknown(room, run);
  await runs.deleteRun(room, run);
  return { status: 200, body: { ok: true } };
}

const unknown = (room: string, run: string) =>
  refusal(404, "wrong-run", `room ${room} has no run ${quoted(run)}`);
