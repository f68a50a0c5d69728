/** Deletes the classes that nobody has opened for long. */
import { stat } from "node:fs/promises";
import type { DamagedRoom, KeptRoom } from "@honest-majority/room";
import { forgetRoom, type RoomFolders } from "./forgetRoom";
import { recordPath, roomHome } from "./roomFiles";

const DAY_MS = 24 * 3600 * 1000;

/**
 * A class that rests over the summer must find its records again, and the names of one school year must not be there in the
 * next. Summer holidays take up to 14 weeks.
 */
export const DEFAULT_KEEP_DAYS = 120;

/**
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
  for (const { room, savedAt } of [...rooms, ...damaged]) {
    if (open.includes(room)) continue;
    const days = Math.floor((now - (await lastUsed(folders, room, savedAt))) / DAY_MS);
    if (days < keepDays) continue;
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

/** Not before its file was written: records that were copied here, or brought up to date, are kept as long as new ones. */
async function lastUsed({ records }: RoomFolders, room: string, savedAt: number): Promise<number> {
  const { mtimeMs } = await stat(recordPath(roomHome(records, room))).catch(() => ({ mtimeMs: 0 }));
  return Math.max(savedAt, mtimeMs);
}
