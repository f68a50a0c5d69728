/** A run's rounds on disk, one JSON line each. A line counts once its newline is there. */
import { type FileHandle, open } from "node:fs/promises";
import type { RoundRecord } from "@honest-majority/protocol";
import { type RecordLine, readRecordLine, writeRecordLine } from "./recordLine";
import { codeOf, recordsError } from "./recordsError";
import { readRegularFile } from "./regularFile";

const NEWLINE = 0x0a;
/** A record of 256 workers and all arms has a hundredth of it; Node makes no string of half a gigabyte. */
const LONGEST_LINE = 64 * 2 ** 20;

export interface ReadLine extends RecordLine {
  /** As it is in the file, with its newline. */
  bytes: Uint8Array;
}

export interface ReadLog {
  /** One for each round that is there, in ascending order. */
  lines: ReadLine[];
  /** Bytes after the last newline: a line that was cut short when the process was killed. */
  tornBytes: number;
  /** How many whole lines hold no record, or that of a round which an earlier line holds. */
  brokenLines: number;
  /** The number, from 1, of the first of them. */
  firstBroken?: number;
}

/** Parsing does not hold up rounds for longer, but for one line. */
const TURN_MS = 8;

/**
 * A missing log has no records. Rests now and then, as the class's messages and rounds are on the same thread.
 *
 * @throws UserError when it cannot be read.
 */
export async function readRunLog(
  path: string,
  {
    rest = immediate,
    now = () => performance.now(),
  }: { rest?: () => Promise<void>; now?: () => number } = {},
): Promise<ReadLog> {
  const parsing = parseLines(await readIfThere(path));
  for (let rested = now(); ; ) {
    const { done, value } = parsing.next();
    if (done) return value;
    if (now() - rested < TURN_MS) continue;
    await rest();
    rested = now();
  }
}

/** Reads any bytes. */
export function parseRunLog(bytes: Buffer): ReadLog {
  const parsing = parseLines(bytes);
  for (;;) {
    const { done, value } = parsing.next();
    if (done) return value;
  }
}

/** Yields after each line. */
function* parseLines(bytes: Buffer): Generator<undefined, ReadLog> {
  const rounds = new Map<number, ReadLine>();
  let brokenLines = 0;
  let firstBroken: number | undefined;
  let start = 0;
  for (let number = 1; ; number++) {
    const end = bytes.indexOf(NEWLINE, start) + 1;
    if (end === 0) break;
    const line = bytes.subarray(start, end);
    const read =
      line.length <= LONGEST_LINE ? readRecordLine(line.toString("utf8", 0, line.length - 1)) : undefined;
    if (read === undefined || rounds.has(read.record.round)) {
      brokenLines++;
      firstBroken ??= number;
    } else rounds.set(read.record.round, { ...read, bytes: line });
    start = end;
    yield;
  }
  const lines = [...rounds.values()].sort((a, b) => a.record.round - b.record.round);
  return { lines, tornBytes: bytes.length - start, brokenLines, firstBroken };
}

const immediate = () => new Promise<void>((resolve) => setImmediate(resolve));

async function readIfThere(path: string): Promise<Buffer> {
  try {
    return await readRegularFile(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return Buffer.alloc(0);
    throw recordsError(path, "read", error);
  }
}

export interface RunLog {
  /**
   * Resolves when the line is on the disk. One call at a time. `vectors`: the checksum of what the next round starts from.
   *
   * @throws UserError; the next call starts on a fresh line.
   */
  append(record: RoundRecord, vectors: string): Promise<void>;
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
    async append(record, vectors) {
      const line = Buffer.from(`${writeRecordLine(record, vectors)}\n`);
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
