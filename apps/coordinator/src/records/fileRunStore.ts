/**
 * Records as files, readable only by their owner:
 *
 *     <records>/<ROOM>/room.json               settings, names, roles
 *     <records>/<ROOM>/<run>/config.json
 *     <records>/<ROOM>/<run>/class.json        names, and whether the roles were revealed
 *     <records>/<ROOM>/<run>/rounds.jsonl      one line for each round, flushed
 *     <records>/<ROOM>/<run>/vectors-<n>.f32   what round n starts from; the last two stay
 *     <keys>/<ROOM>/keys.json                  tokens
 *
 * Writes to one room happen in the order of the calls.
 */
import { readdir, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { plainText, UserError } from "@honest-majority/protocol";
import type { DamagedRoom, KeptRoom, RunStore } from "@honest-majority/room";
import { newToken } from "../http/token";
import { writeAtomically } from "./atomicFile";
import { checkpointBytes, dropCheckpointsBut, saveCheckpoint } from "./checkpoint";
import { moveEarlierKeys } from "./earlierKeys";
import { isRoomFolder, runFolder } from "./folderNames";
import { dropForgotten, forgetRun } from "./forgetRoom";
import { inTurn } from "./inTurn";
import { keysFolder } from "./keysFolder";
import { makeFolder } from "./makeFolder";
import { parseRecordedRoom, UnknownNamesError } from "./recordedRoom";
import { checksumOf } from "./recordLine";
import { codeOf, recordsError } from "./recordsError";
import { MOST_ROOM_BYTES, readRegularFile } from "./regularFile";
import { jsonText, keysPath, recordPath, roomHome } from "./roomFiles";
import { parseRoomKeys, type RecordedRoom, type RoomKeys, withKeys, withoutKeys } from "./roomKeys";
import { classPath, runClassText } from "./runClass";
import { openRunLog, type RunLog } from "./runLog";
import { logPath, readSavedRun } from "./savedRun";

export interface FileRunStore extends RunStore {
  /** Deletes a run that is no room's current one. @throws UserError when the disk refuses. */
  deleteRun(room: string, run: string): Promise<void>;
  /** Waits for pending writes, then closes the files. */
  close(): Promise<void>;
}

export interface FileRunStoreOptions {
  /** The folder of the keys; unset, beside the records. */
  keys?: string;
  /** Called with a sentence about what was moved, or could not be tidied up. */
  report?: (sentence: string) => void;
}

/**
 * Every promise of the store rejects with a `UserError` when the disk refuses.
 *
 * @throws UserError when a folder cannot be made or written into.
 */
export async function fileRunStore(
  folder: string,
  { keys: wantedKeys, report = () => {} }: FileRunStoreOptions = {},
): Promise<FileRunStore> {
  const keysRoot = keysFolder({ records: folder, keys: wantedKeys });
  await makeFolder(folder);
  await makeFolder(keysRoot);
  await dropForgotten({ records: folder, keys: keysRoot }, (error) => report(error.message));
  const moved = await moveEarlierKeys(folder, keysRoot, (error) => report(error.message));
  if (moved.length > 0)
    report(
      `${folder} held keys (${moved.join(", ")}): they are in ${keysRoot} now, and no longer in the records`,
    );
  const queue = inTurn();
  /** By room, the open log of its latest run. */
  const logs = new Map<string, { run: string; log: RunLog }>();
  /** By room and file, what was written last, with its run. */
  const ofRun = new Map<string, string>();
  /** By room, the keys that were written last. */
  const written = new Map<string, string>();
  /** By room, the tokens of workers that its record does not name: a copy of an earlier record may be put back. */
  const unnamed = new Map<string, RoomKeys["workers"]>();
  /** Each round tries again to delete them. */
  const toldOf = new Set<string>();
  const homeOf = (room: string, run: string) => join(roomHome(folder, room), runFolder(run));

  function staysBehind({ message }: Error): void {
    if (toldOf.has(message)) return;
    toldOf.add(message);
    report(`${message}. It is not needed`);
  }

  /** Before the room's record names a worker: after a kill between the two, that worker still has its key. */
  async function saveKeys(room: string, text: string): Promise<void> {
    if (written.get(room) === text) return;
    const home = roomHome(keysRoot, room);
    await makeFolder(home);
    await writeAtomically(keysPath(home), text);
    written.set(room, text);
  }

  async function saveOfRun({ room, run }: KeptRoom, path: string, text: string): Promise<void> {
    const place = `${room} ${basename(path)}`;
    if (ofRun.get(place) === `${run} ${text}`) return;
    await makeFolder(dirname(path));
    await writeAtomically(path, text);
    ofRun.set(place, `${run} ${text}`);
  }

  /** In place of keys that cannot be used, the reason. */
  async function readKeys(
    room: string,
    workers: readonly { id: string }[],
  ): Promise<{ path: string; keys: RoomKeys | string }> {
    const path = keysPath(roomHome(keysRoot, room));
    const keys = await readRegularFile(path, MOST_ROOM_BYTES)
      .then((bytes) => parseRoomKeys(plainText(bytes)))
      .catch(reasonOf);
    const named = new Set(workers.map(({ id }) => id));
    const tokens = Object.entries(typeof keys === "string" ? {} : keys.workers);
    unnamed.set(room, Object.fromEntries(tokens.filter(([id]) => !named.has(id))));
    return { path, keys };
  }

  async function roomWithKeys(record: RecordedRoom): Promise<KeptRoom> {
    const { path, keys } = await readKeys(record.room, record.workers);
    if (typeof keys !== "string") {
      const lost = record.workers.filter(({ id }) => !Object.hasOwn(keys.workers, id)).length;
      const problem =
        lost === 0
          ? undefined
          : `${path} lacks the keys of ${lost} of ${record.workers.length} workers: they join as new ones`;
      return { ...withKeys(record, keys, newToken), problem };
    }
    return {
      ...withKeys(record, undefined, newToken),
      problem: `${path} cannot be used (${keys}). Room ${record.room} opens without its keys: its old address for the teacher does not work, and its tabs join as new workers. Its records are whole`,
    };
  }

  async function forgetLog(room: string): Promise<void> {
    const current = logs.get(room);
    logs.delete(room);
    await current?.log.close();
  }

  async function logOf(room: string, run: string): Promise<RunLog> {
    const current = logs.get(room);
    const home = homeOf(room, run);
    const path = logPath(home);
    if (current?.run === run) {
      await mustBeThere(path).catch(async (error) => {
        await forgetLog(room);
        for (const place of ofRun.keys()) if (place.startsWith(`${room} `)) ofRun.delete(place);
        throw error;
      });
      return current.log;
    }
    await forgetLog(room);
    await makeFolder(home);
    const log = await openRunLog(path);
    logs.set(room, { run, log });
    return log;
  }

  return {
    async saveRoom(room) {
      const home = roomHome(folder, room.room);
      const runHome = homeOf(room.room, room.run);
      const { record, keys } = withoutKeys(room);
      const allKeys = { ...keys, workers: { ...unnamed.get(room.room), ...keys.workers } };
      const [text, keysText, config] = [record, allKeys, room.config].map(jsonText);
      const people = runClassText(room);
      await queue.add(room.room, async () => {
        await saveKeys(room.room, keysText);
        await makeFolder(home);
        // a run in the lobby may never start; any other has its folder before the room names it
        if (room.phase !== "lobby") {
          await saveOfRun(room, join(runHome, "config.json"), config);
          await saveOfRun(room, classPath(runHome), people);
        }
        await writeAtomically(recordPath(home), text);
      });
    },

    async loadRooms() {
      const rooms: KeptRoom[] = [];
      const damaged: DamagedRoom[] = [];
      for (const name of (await list(folder)).filter(isRoomFolder)) {
        const path = recordPath(join(folder, name));
        try {
          const text = plainText(await readRegularFile(path, MOST_ROOM_BYTES));
          const record = parseRecordedRoom(text, name);
          rooms.push(await roomWithKeys({ ...record, savedAt: await plausibleDate(path, record.savedAt) }));
        } catch (error) {
          if (codeOf(error) === "ENOENT") continue;
          const { keys } = await readKeys(name, []);
          const instructorToken = typeof keys === "string" ? undefined : keys.instructorToken;
          damaged.push({ ...(await damagedRoom(name, path, error)), instructorToken });
        }
      }
      return { rooms: rooms.sort((a, b) => b.savedAt - a.savedAt), damaged };
    },

    async append(room, run, record, vectors) {
      const home = homeOf(room, run);
      const bytes = checkpointBytes(vectors); // a copy at once: later steps change the vectors in place
      const next = record.round + 1;
      await queue.add(room, async () => {
        const log = await logOf(room, run);
        await saveCheckpoint(home, next, bytes);
        await log.append(record, checksumOf(bytes));
        await dropCheckpointsBut(home, next, staysBehind);
      });
    },

    loadRun: (room, run, dim) =>
      queue.add(room, async () => {
        await forgetLog(room); // reading may replace the file
        return readSavedRun(homeOf(room, run), dim, staysBehind);
      }),

    deleteRun: (room, run) =>
      queue.add(room, async () => {
        if (logs.get(room)?.run === run) await forgetLog(room);
        await forgetRun(folder, room, run);
      }),

    async close() {
      await queue.idle();
      for (const { log } of logs.values()) await log.close();
      logs.clear();
    },
  };
}

/** An open file can be written after it was deleted or moved, to where no restart finds it. @throws UserError */
async function mustBeThere(log: string): Promise<void> {
  await stat(log).catch((error) => {
    if (codeOf(error) !== "ENOENT") throw recordsError(log, "written", error);
    throw new UserError(
      "records",
      `${log} was deleted or moved in mid-run: put it back, or the run goes on without the records of its earlier rounds`,
    );
  });
}

async function list(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    throw recordsError(folder, "read", error);
  }
}

/** A date after that of the file is of a wrong clock, or was written by hand. */
async function plausibleDate(path: string, savedAt: number): Promise<number> {
  const { mtimeMs } = await stat(path);
  return savedAt > mtimeMs + DAY_MS ? mtimeMs : savedAt;
}

const DAY_MS = 24 * 3600 * 1000;

/** Copies what is damaged, because a room that opens with this code writes a file of its own. */
async function damagedRoom(room: string, path: string, error: unknown): Promise<DamagedRoom> {
  if (error instanceof UnknownNamesError) {
    const { mtimeMs } = await stat(path);
    const problem = `${path} names what this program does not have (${error.message}): start with the plugin that brings it (--plugin), or with the version that wrote the file, which stays as it is`;
    return { room, savedAt: mtimeMs, problem, staysClosed: true };
  }
  const copy = path.replace(/room\.json$/, "room-damaged.json");
  const { copied, savedAt } = await readRegularFile(path, MOST_ROOM_BYTES)
    .then((bytes) => writeFile(copy, bytes, { mode: 0o600 }))
    .then(() => stat(path))
    .then(
      ({ mtimeMs }) => ({ copied: `. A copy of it is ${copy}`, savedAt: mtimeMs }),
      () => ({ copied: "", savedAt: 0 }),
    );
  return { room, savedAt, problem: `${path} cannot be used (${reasonOf(error)})${copied}` };
}

function reasonOf(error: unknown): string {
  if (codeOf(error) === "ENOENT") return "it is missing";
  return error instanceof Error ? error.message : String(error);
}
