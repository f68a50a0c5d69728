/** Deletes the classes that nobody has opened for long. */
import { rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { plainText } from "@honest-majority/protocol";
import type { DamagedRoom, KeptRoom } from "@honest-majority/room";
import { z } from "zod";
import { writeAtomically } from "./atomicFile";
import { forgetRoom, type RoomFolders } from "./forgetRoom";
import { jsonIn } from "./jsonText";
import { type Overdue, overdueRooms } from "./overdue";
import { MOST_ROOM_BYTES, readRegularFile } from "./regularFile";
import { jsonText, recordPath, roomHome } from "./roomFiles";

const DAY_MS = 24 * 3600 * 1000;

/**
 * A class that rests over the summer must find its records again, and the names of one school year must not be there in the
 * next. Summer holidays take up to 14 weeks.
 */
export const DEFAULT_KEEP_DAYS = 120;

/**
 * Deletes a room at a start that finds it old two weeks after another one did: the clock may be wrong for a while.
 * Logs each room that it deletes, and each old one that it keeps because its record cannot be read. It also logs what the
 * disk refuses to delete, and tries it again at the next start.
 */
export async function forgetOldRooms(
  folders: RoomFolders,
  {
    rooms,
    damaged,
    open,
    keepDays,
    now,
    log,
  }: {
    rooms: readonly KeptRoom[];
    damaged: readonly DamagedRoom[];
    /** Codes of the rooms that open at this start: they stay. */
    open: readonly string[];
    /** 0 keeps all. */
    keepDays: number;
    /** Unix milliseconds. */
    now: number;
    log: (line: string) => void;
  },
): Promise<void> {
  if (keepDays === 0) return;
  const lastUsed = new Map<string, number>();
  for (const { room, savedAt } of [...rooms, ...damaged]) {
    const date = await lastUseOf(folders, room, savedAt, now);
    if (date > 0) lastUsed.set(room, date); // of the others nothing is known
  }
  const path = join(folders.records, "overdue.json");
  const { noted, due } = overdueRooms({ lastUsed, noted: await overdueIn(path), keepDays, now });
  for (const room of open) delete noted[room];
  // before anything is deleted: a start after this one must not find older notes
  await note(path, noted).catch((error: Error) => log(error.message));
  for (const room of due.filter((room) => !open.includes(room))) {
    const days = Math.floor((now - (lastUsed.get(room) ?? now)) / DAY_MS);
    const since = `Room ${room} was last open ${days} days ago`;
    if (damaged.some((lost) => lost.room === room)) {
      log(`${since}. It is kept, since its record cannot be read; the command forget deletes it`);
      continue;
    }
    await forgetRoom(folders, room).then(
      () => log(`${since}, and is deleted with its records and keys (--keep-days ${keepDays})`),
      (error: Error) => log(`${since}, and could not be deleted: ${error.message}`),
    );
  }
}

/**
 * Not before its file was written: records that were copied here, or brought up to date, are kept as long as new ones. A date
 * from the future is one of a wrong clock: where there is no other, the file gets today's, or it would be kept until then.
 */
async function lastUseOf({ records }: RoomFolders, room: string, savedAt: number, now: number) {
  const path = recordPath(roomHome(records, room));
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: 0 }));
  const past = [savedAt, mtimeMs].filter((date) => date > 0 && date <= now);
  if (past.length === 0 && mtimeMs > now) await utimes(path, now / 1000, now / 1000).catch(() => {});
  return Math.max(0, ...past);
}

/** Empty where there is no file, or one that this program did not write. */
async function overdueIn(path: string): Promise<Overdue> {
  return readRegularFile(path, MOST_ROOM_BYTES)
    .then((bytes) => z.record(z.string(), z.number()).parse(jsonIn(plainText(bytes))))
    .catch(() => ({}));
}

async function note(path: string, noted: Overdue): Promise<void> {
  if (Object.keys(noted).length === 0) await rm(path, { force: true });
  else await writeAtomically(path, jsonText(noted));
}
