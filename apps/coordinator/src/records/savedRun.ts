/** Reads a run after a restart: it goes on after the last record whose vectors are whole. */
import { copyFile, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { SavedVectors } from "@honest-majority/conductor";
import { UserError } from "@honest-majority/protocol";
import { missingRounds } from "@honest-majority/records";
import type { KeptRun } from "@honest-majority/room";
import { writeAtomically } from "./atomicFile";
import { checkpointRounds, dropCheckpointsBut, loadCheckpoint } from "./checkpoint";
import { codeOf, recordsError } from "./recordsError";
import { type ReadLine, type ReadLog, readRunLog } from "./runLog";

export const logPath = (folder: string) => join(folder, "rounds.jsonl");

/**
 * A log that holds more than these records is copied, and written again without the rest. `staysBehind`: of a file of vectors
 * that is not needed, and that the disk does not delete.
 *
 * @throws UserError when the log cannot be read, or when no record has its vectors; then nothing is changed.
 */
export async function readSavedRun(
  folder: string,
  dim: number,
  staysBehind: (error: Error) => void = () => {},
): Promise<KeptRun> {
  const log = await readRunLog(logPath(folder));
  if (log.lines.length === 0 && log.brokenLines === 0) {
    await mustBeYoung(folder);
    return { records: [], problem: describe(folder, tornIn(log), 0) };
  }
  const { place, vectors, reasons } = await newestVectors(folder, log.lines, dim);
  const lines = log.lines.slice(0, place + 1);
  const dropped = log.lines.slice(place + 1).map(({ record }) => record.round);
  const next = lines[place].record.round + 1;
  const found = [...reasons, ...tornIn(log), ...brokenIn(log), ...gapsIn(lines)];
  if (dropped.length > 0) found.push(`${rounds(dropped)} cannot be continued and will run again`);
  if (dropped.length > 0 || log.brokenLines > 0)
    found.push(`the log as it was is now ${await replaceLog(folder, lines)}`);
  await dropCheckpointsBut(folder, next, staysBehind);
  const records = lines.map(({ record }) => record);
  return { records, vectors, problem: describe(folder, found, next) };
}

/**
 * A run without records has no vectors either, but those that were written before the first record was. Its folder is there
 * since the run was started.
 */
export async function mustBeYoung(folder: string): Promise<void> {
  await stat(folder).catch((error) => {
    if (codeOf(error) !== "ENOENT") throw recordsError(folder, "read", error);
    throw new UserError("records", `${folder} is gone, and with it the records of this run's rounds`);
  });
  const [latest = 0] = await checkpointRounds(folder);
  if (latest > 1)
    throw new UserError("records", `${logPath(folder)} has no record, and vectors-${latest}.f32 is there`);
}

/** The last line whose vectors can be read, and why those of later lines cannot. @throws UserError when there is none. */
async function newestVectors(
  folder: string,
  lines: readonly ReadLine[],
  dim: number,
): Promise<{ place: number; vectors: SavedVectors; reasons: string[] }> {
  const there = await checkpointRounds(folder);
  const reasons: string[] = [];
  for (let place = lines.length - 1; place >= 0; place--) {
    const { record, vectors: checksum } = lines[place];
    if (!there.includes(record.round + 1)) continue;
    try {
      return { place, vectors: await loadCheckpoint(folder, record, { dim, checksum }), reasons };
    } catch (error) {
      reasons.push(error instanceof Error ? error.message : String(error));
    }
  }
  const why = reasons.length > 0 ? reasons.join("; ") : "no vectors are there for any record";
  throw new UserError("records", `${folder} does not hold what the next round starts from: ${why}`);
}

/** Returns the name of the copy. @throws UserError */
async function replaceLog(folder: string, lines: readonly ReadLine[]): Promise<string> {
  const path = logPath(folder);
  try {
    const taken = await readdir(folder);
    let number = 1;
    while (taken.includes(`rounds-damaged-${number}.jsonl`)) number++;
    const name = `rounds-damaged-${number}.jsonl`;
    await copyFile(path, join(folder, name));
    await writeAtomically(path, Buffer.concat(lines.map(({ bytes }) => bytes)));
    return name;
  } catch (error) {
    throw recordsError(path, "written", error);
  }
}

function tornIn({ tornBytes }: ReadLog): string[] {
  return tornBytes === 0 ? [] : ["the last line was cut short and is left out; its round will run again"];
}

function brokenIn({ brokenLines, firstBroken }: ReadLog): string[] {
  if (brokenLines === 0) return [];
  const more = brokenLines === 1 ? "" : ` and from ${brokenLines - 1} more`;
  return [`no record can be read from line ${firstBroken}${more}`];
}

function gapsIn(lines: readonly ReadLine[]): string[] {
  const missing = missingRounds(lines.map(({ record }) => record.round));
  return missing === undefined
    ? []
    : [`the record of round ${missing} is missing, and charts have a gap there`];
}

const MOST_NAMED = 10;

function rounds(list: readonly number[]): string {
  return `round ${few(list)}`;
}

function few(list: readonly number[]): string {
  const named = list.slice(0, MOST_NAMED).join(", ");
  return list.length > MOST_NAMED ? `${named} and more` : named;
}

function describe(folder: string, found: readonly string[], next: number): string | undefined {
  if (found.length === 0) return undefined;
  return `${folder}: ${found.join("; ")}. What is whole was kept, and the run goes on at round ${next}`;
}
