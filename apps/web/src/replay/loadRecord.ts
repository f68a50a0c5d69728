/** Gets a record's bytes, and reads them without trusting them. */
import { UserError } from "@honest-majority/protocol";
import { mustBeShort, type RunRecord, readRecordFile } from "@honest-majority/records";
import { historyRequest } from "../history/historyApi";
import { instructorSecret } from "../secret";
import { recordPart } from "./recordPart";
import type { Source } from "./source";

export type Progress = (share: number) => void;

/** @throws an Error with a sentence for the person at the screen. */
export async function loadFile(file: Blob, progress: Progress): Promise<RunRecord> {
  mustBeShort(file.size); // before it takes any memory
  return read(new Uint8Array(await file.arrayBuffer()), progress);
}

/** What the replay shows at once: a record, or a part of a long one. */
export interface LoadedPart {
  record: RunRecord;
  part: number;
  of: number;
  /** The whole. */
  file: Blob;
}

/** `part`: from 1. @throws as `loadFile`. */
export async function loadPart(file: Blob, part: number, progress: Progress): Promise<LoadedPart> {
  const { bytes, ...place } = await recordPart(file, part);
  return { record: await read(bytes, progress), ...place, file };
}

/** @throws as `loadFile`. */
export async function loadSource(source: StoredSource, progress: Progress): Promise<RunRecord> {
  return loadFile(await fileOf(source), progress);
}

type StoredSource = Extract<Source, { kind: "lesson" | "class" }>;

/** @throws as `loadFile`. */
export async function fileOf(source: StoredSource): Promise<Blob> {
  if (source.kind === "class") {
    const token = instructorSecret()?.token;
    if (token === undefined)
      throw new UserError(
        "input",
        "Open the dashboard of this class first, in this tab: its runs are the teacher's.",
      );
    return (await historyRequest({ ...source, token })).blob();
  }
  const answer = await fetch(new URL(source.path, document.baseURI)).catch(() => undefined);
  // a coordinator answers an unknown page with its own
  if (answer?.ok !== true || answer.headers.get("content-type")?.startsWith("text/html"))
    throw new UserError("input", `There is no recorded run ${source.path} here.`);
  return answer.blob();
}

const read = (bytes: Uint8Array, progress: Progress) =>
  readRecordFile(bytes, {
    progress,
    now: () => performance.now(),
    rest: () => new Promise((resolve) => setTimeout(resolve)),
  });
