/**
 * Records as files:
 *
 *     <folder>/<ROOM>/room.json               tokens, roles: readable only by its owner
 *     <folder>/<ROOM>/<run>/config.json
 *     <folder>/<ROOM>/<run>/rounds.jsonl      one line for each round, flushed
 *     <folder>/<ROOM>/<run>/vectors-<n>.f32   what round n starts from
 *
 * Writes to one room happen in the order of the calls.
 */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { KeptRoom, RunStore } from "@honest-majority/room";
import { writeAtomically } from "./atomicFile";
import { checkpointBytes, dropCheckpointsBut, loadCheckpoint, saveCheckpoint } from "./checkpoint";
import { isRoomFolder, roomFolder, runFolder } from "./folderNames";
import { inTurn } from "./inTurn";
import { parseKeptRoom } from "./keptRoom";
import { makeFolder } from "./makeFolder";
import { codeOf, recordsError } from "./recordsError";
import { openRunLog, type RunLog, readRunLog } from "./runLog";

export interface FileRunStore extends RunStore {
  /** Waits for pending writes, then closes the files. */
  close(): Promise<void>;
}

export interface FileRunStoreOptions {
  /** Called with a sentence about damage, and what was done about it. */
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

  async function logOf(room: string, run: string): Promise<RunLog> {
    const current = logs.get(room);
    if (current?.run === run) return current.log;
    logs.delete(room);
    await current?.log.close();
    const log = await openRunLog(join(homeOf(room, run), "rounds.jsonl"));
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
      const problems: string[] = [];
      for (const name of (await list(folder)).filter(isRoomFolder)) {
        const path = join(folder, name, "room.json");
        try {
          rooms.push(parseKeptRoom(await readFile(path, "utf8"), name));
        } catch (error) {
          if (codeOf(error) === "ENOENT") continue;
          const reason = error instanceof Error ? error.message : String(error);
          problems.push(`${path} cannot be used (${reason}): room ${name} is not opened again`);
        }
      }
      return { rooms: rooms.sort((a, b) => b.savedAt - a.savedAt), problems };
    },

    async append(room, run, record, vectors) {
      const home = homeOf(room, run);
      const bytes = checkpointBytes(vectors); // a copy at once: later steps change the vectors in place
      const next = record.round + 1;
      await queue.add(room, async () => {
        await makeFolder(home);
        const log = await logOf(room, run);
        await saveCheckpoint(home, next, bytes);
        await log.append(record);
        await dropCheckpointsBut(home, next).catch((error: Error) =>
          report(`old vectors stay in ${home}: ${error.message}`),
        );
      });
    },

    async saveVectors(room, run, round, vectors) {
      const home = homeOf(room, run);
      const bytes = checkpointBytes(vectors);
      await queue.add(room, async () => {
        await makeFolder(home);
        await saveCheckpoint(home, round, bytes);
      });
    },

    async loadRun(room, run, size) {
      const home = homeOf(room, run);
      return queue.add(room, async () => {
        const path = join(home, "rounds.jsonl");
        const { records, tornBytes, brokenLines } = await readRunLog(path);
        if (tornBytes > 0)
          report(`${path}: the last line was cut short and is dropped; its round runs again`);
        if (brokenLines.length > 0) report(`${path}: no record in line ${brokenLines.join(", ")}; left out`);
        const last = records.at(-1);
        if (last === undefined) return { records };
        const kept = await loadCheckpoint(home, last.round + 1, size);
        await dropCheckpointsBut(home, last.round + 1);
        return { records, vectors: kept };
      });
    },

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
