/** Gets a record's bytes, and reads them without trusting them. */
import { UserError } from "@honest-majority/protocol";
import { mustBeShort, type RunRecord, readRecordFile } from "@honest-majority/records";
import { historyRequest } from "../history/historyApi";
import { instructorSecret } from "../secret";
import type { Source } from "./source";

export type Progress = (share: number) => void;

/** @throws an Error with a sentence for the person at the screen. */
export async function loadFile(file: Blob, progress: Progress): Promise<RunRecord> {
  mustBeShort(file.size); // before it takes any memory
  return read(new Uint8Array(await file.arrayBuffer()), progress);
}

/** @throws as `loadFile`. */
export async function loadSource(
  source: Extract<Source, { kind: "lesson" | "class" }>,
  progress: Progress,
): Promise<RunRecord> {
  return read(await bytesOf(source), progress);
}

async function bytesOf(source: Extract<Source, { kind: "lesson" | "class" }>): Promise<Uint8Array> {
  if (source.kind === "class") {
    const token = instructorSecret()?.token;
    if (token === undefined)
      throw new UserError(
        "input",
        "Open the dashboard of this class first, in this tab: its runs are the teacher's.",
      );
    const answer = await historyRequest({ ...source, token });
    return new Uint8Array(await answer.arrayBuffer());
  }
  const answer = await fetch(new URL(source.path, document.baseURI)).catch(() => undefined);
  // a coordinator answers an unknown page with its own
  if (answer?.ok !== true || answer.headers.get("content-type")?.startsWith("text/html"))
    throw new UserError("input", `There is no recorded run ${source.path} here.`);
  return new Uint8Array(await answer.arrayBuffer());
}

const read = (bytes: Uint8Array, progress: Progress) =>
  readRecordFile(bytes, {
    progress,
    now: () => performance.now(),
    rest: () => new Promise((resolve) => setTimeout(resolve)),
  });
