/** A run's rounds on disk, one JSON line each. A line counts once its newline is there. */
import { type FileHandle, open, readFile } from "node:fs/promises";
import type { RoundRecord } from "@honest-majority/protocol";
import { codeOf, recordsError } from "./recordsError";

const NEWLINE = 0x0a;

export interface ReadLog {
  records: RoundRecord[];
  /** Bytes after the last newline: a line that was cut short when the process was killed. */
  tornBytes: number;
  /** Numbers, from 1, of whole lines that hold no record. */
  brokenLines: number[];
}

/** A missing log has no records. @throws UserError when it cannot be read. */
export async function readRunLog(path: string): Promise<ReadLog> {
  const bytes = await readIfThere(path);
  const whole = bytes.lastIndexOf(NEWLINE) + 1;
  const lines = whole === 0 ? [] : bytes.toString("utf8", 0, whole - 1).split("\n");
  const records: RoundRecord[] = [];
  const brokenLines: number[] = [];
  lines.forEach((line, i) => {
    const record = parseRecord(line);
    if (record === undefined) brokenLines.push(i + 1);
    else records.push(record);
  });
  return { records, tornBytes: bytes.length - whole, brokenLines };
}

async function readIfThere(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return Buffer.alloc(0);
    throw recordsError(path, "read", error);
  }
}

/** This program wrote the line, so only damage can have changed it. */
function parseRecord(line: string): RoundRecord | undefined {
  try {
    const value = JSON.parse(line) as Partial<RoundRecord> | null;
    return Number.isInteger(value?.round) && Array.isArray(value?.arms) ? (value as RoundRecord) : undefined;
  } catch {
    return undefined;
  }
}

export interface RunLog {
  /** Resolves when the line is on the disk. One call at a time. @throws UserError; the next call starts on a fresh line. */
  append(record: RoundRecord): Promise<void>;
  close(): Promise<void>;
}

export type LogFile = Pick<FileHandle, "appendFile" | "datasync" | "truncate" | "close">;

/** Opens a log for appending and cuts off a torn last line. @throws UserError */
export async function openRunLog(path: string): Promise<RunLog> {
  const whole = (await readIfThere(path)).lastIndexOf(NEWLINE) + 1;
  try {
    const file = await open(path, "a", 0o600);
    await file.truncate(whole);
    return runLog(path, file, whole);
  } catch (error) {
    throw recordsError(path, "written", error);
  }
}

/** `whole`: how many bytes of `file` are whole lines. */
export function runLog(path: string, file: LogFile, whole: number): RunLog {
  let committed = whole;
  let torn = false;
  return {
    async append(record) {
      const line = Buffer.from(`${JSON.stringify(record)}\n`);
      try {
        if (torn) await file.truncate(committed); // a full disk may have taken half a line
        torn = true;
        await file.appendFile(line);
        await file.datasync();
        torn = false;
        committed += line.length;
      } catch (error) {
        throw recordsError(path, "written", error);
      }
    },
    close: () => file.close(),
  };
}
