/**
 * Records as files:
 *
 *     <folder>/<ROOM>/room.json               tokens, roles: readable only by its owner
 *     <folder>/<ROOM>/<run>/config.json
 *     <folder>/<ROOM>/<run>/rounds.jsonl      one line for each round, flushed
 *     <folder>/<ROOM>/<run>/vectors-<n>.f32   what round n starts from; the last two stay
 *
 * Writes to one room happen in the order of the calls.
 */
import { copyFile, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { plainText } from "@honest-majority/protocol";
import type { DamagedRoom, KeptRoom, RunStore } from "@honest-majority/room";
import { writeAtomically } from "./atomicFile";
import { checkpointBytes, dropCheckpointsBut, saveCheckpoint } from "./checkpoint";
import { isRoomFolder, roomFolder, runFolder } from "./folderNames";
import { inTurn } from "./inTurn";
import { parseKeptRoom } from "./keptRoom";
import { makeFolder } from "./makeFolder";
import { checksumOf } from "./recordLine";
import { codeOf, recordsError } from "./recordsError";
import { openRunLog, type RunLog } from "./runLog";
import { logPath, readSavedRun } from "./savedRun";

export interface FileRunStore extends RunStore {
  /** Waits for pending writes, then closes the files. */
  close(): Promise<void>;
}

export interface FileRunStoreOptions {
  /** Called with a sentence about what could not be tidied up. */
  report?: (sentence: string) => void;
}

/**
 * Every promise of the store rejects with a `UserError` when the disk refuses.
 *
 * @throws UserError when the folder cannot be made or written into.
 */
export async function fileRunStore(
  folder: string,
  { report = () => {} }: FileRunStoreOptions = {},
): Promise<FileRunStore> {
  await makeFolder(folder);
  const queue = inTurn();
  /** By room, the open log of its latest run. */
  const logs = new Map<string, { run: string; log: RunLog }>();
  /** By room, the config.json that was written last, with its run. */
  const configured = new Map<string, string>();
  const homeOf = (room: string, run: string) => join(folder, roomFolder(room), runFolder(run));

  async function forgetLog(room: string): Promise<void> {
    const current = logs.get(room);
    logs.delete(room);
    await current?.log.close();
  }

  async function logOf(room: string, run: string): Promise<RunLog> {
    const current = logs.get(room);
    if (current?.run === run) return current.log;
    await forgetLog(room);
    const log = await openRunLog(logPath(homeOf(room, run)));
    logs.set(room, { run, log });
    return log;
  }

  return {
    async saveRoom(room) {
      const home = join(folder, roomFolder(room.room));
      const runHome = homeOf(room.room, room.run);
      const text = `${JSON.stringify(room, null, 2)}\n`;
      const config = `${JSON.stringify(room.config, null, 2)}\n`;
      await queue.add(room.room, async () => {
        await makeFolder(home);
        await writeAtomically(join(home, "room.json"), text);
        // a run in the lobby may never start
        if (room.phase === "lobby" || configured.get(room.room) === `${room.run} ${config}`) return;
        await makeFolder(runHome);
        await writeAtomically(join(runHome, "config.json"), config);
        configured.set(room.room, `${room.run} ${config}`);
      });
    },

    async loadRooms() {
      const rooms: KeptRoom[] = [];
      const damaged: DamagedRoom[] = [];
      for (const name of (await list(folder)).filter(isRoomFolder)) {
        const path = join(folder, name, "room.json");
        try {
          rooms.push(parseKeptRoom(plainText(await readFile(path)), name));
        } catch (error) {
          if (codeOf(error) !== "ENOENT") damaged.push(await damagedRoom(name, path, error));
        }
      }
      return { rooms: rooms.sort((a, b) => b.savedAt - a.savedAt), damaged };
    },

    async append(room, run, record, vectors) {
      const home = homeOf(room, run);
      const bytes = checkpointBytes(vectors); // a copy at once: later steps change the vectors in place
      const next = record.round + 1;
      await queue.add(room, async () => {
        await makeFolder(home);
        const log = await logOf(room, run);
        await saveCheckpoint(home, next, bytes);
        await log.append(record, checksumOf(bytes));
        await dropCheckpointsBut(home, next).catch((error: Error) =>
          report(`old vectors stay in ${home}: ${error.message}`),
        );
      });
    },

    loadRun: (room, run, dim) =>
      queue.add(room, async () => {
        await forgetLog(room); // reading may replace the file
        return readSavedRun(homeOf(room, run), dim);
      }),

    async close() {
      await queue.idle();
      for (const { log } of logs.values()) await log.close();
      logs.clear();
    },
  };
}

async function list(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    throw recordsError(folder, "read", error);
  }
}

/** Copies what is there, because a room that opens with this code writes a file of its own. */
async function damagedRoom(room: string, path: string, error: unknown): Promise<DamagedRoom> {
  const reason = error instanceof Error ? error.message : String(error);
  const copy = path.replace(/room\.json$/, "room-damaged.json");
  const { copied, savedAt } = await copyFile(path, copy)
    .then(() => stat(path))
    .then(
      ({ mtimeMs }) => ({ copied: `. A copy of it is ${copy}`, savedAt: mtimeMs }),
      () => ({ copied: "", savedAt: 0 }),
    );
  return { room, savedAt, problem: `${path} cannot be used (${reason})${copied}` };
}
