/** Rooms and runs as files: RECORDS/ROOM/room.json, and RECORDS/ROOM/RUN/ for each run. */
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describeConfigError, RoomCode } from "@honest-majority/protocol";
import { writeAtomically } from "./atomicFile";
import { KeptRoomFile, RunId } from "./keptRoomFile";
import { RunLog } from "./runLog";
import type { KeptRoom, RunStore } from "./runStore";

export interface FileRunStore extends RunStore {
  /** Waits for what is being written. */
  close(): Promise<void>;
}

/** @throws Error when the folder cannot be made or written. */
export async function fileRunStore(folder: string): Promise<FileRunStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: Error) => {
    throw new Error(`--records ${folder}: must be a folder that can be written, ${error.message}`);
  });
  const logs = new Map<string, RunLog>();
  const saves = new Map<string, Promise<void>>();

  function logOf(room: string, run: string): RunLog {
    const path = join(folder, RoomCode.parse(room), RunId.parse(run));
    const log = logs.get(path) ?? new RunLog(path);
    logs.set(path, log);
    return log;
  }

  async function write(kept: KeptRoom): Promise<void> {
    const home = join(folder, RoomCode.parse(kept.room));
    await mkdir(join(home, RunId.parse(kept.run)), { recursive: true, mode: 0o700 });
    await writeAtomically(join(home, kept.run, "config.json"), `${JSON.stringify(kept.config, null, 2)}\n`);
    await writeAtomically(join(home, "room.json"), `${JSON.stringify(kept, null, 2)}\n`);
  }

  return {
    saveRoom(kept) {
      const saved = (saves.get(kept.room) ?? Promise.resolve())
        .catch(() => undefined)
        .then(() => write(kept));
      saves.set(kept.room, saved);
      return saved;
    },

    async loadRooms() {
      const rooms: KeptRoom[] = [];
      const problems: string[] = [];
      for (const entry of await readdir(folder, { withFileTypes: true })) {
        if (!entry.isDirectory() || !RoomCode.safeParse(entry.name).success) continue;
        const path = join(folder, entry.name, "room.json");
        const kept = await readRoom(path);
        if (kept === undefined) continue;
        if (typeof kept === "string")
          problems.push(
            `${path}: ${kept}. The room is left alone; move its folder away to be rid of this line.`,
          );
        else rooms.push(kept);
      }
      return { rooms: rooms.sort((a, b) => b.savedAt - a.savedAt), problems };
    },

    append: (room, run, record, vectors) => logOf(room, run).append(record, vectors),
    loadRun: (room, run, length) => logOf(room, run).load(length.vectors),

    async close() {
      await Promise.allSettled(saves.values());
      await Promise.all([...logs.values()].map((log) => log.close()));
    },
  };
}

/** The room, or what is wrong with its file; undefined where there is none. */
async function readRoom(path: string): Promise<KeptRoom | string | undefined> {
  try {
    const parsed = KeptRoomFile.safeParse(JSON.parse(await readFile(path, "utf8")));
    return parsed.success ? parsed.data : describeConfigError(parsed.error);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === "ENOENT" ? undefined : message;
  }
}
