/** Puts among the records what the coordinator did not write, and says what it must say of it. */
import { execFileSync } from "node:child_process";
import { chmod, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** A room's code that no room of the campaign has. */
export const STRANGE_ROOM = "MEAN-7002";

export interface Place {
  records: string;
  /** The class's own folder, and that of its run. */
  room: string;
  run: string;
}

interface Strange {
  sentence: string;
  /** Resolves to the paths that it made. They must still be there after a start. */
  put(place: Place): Promise<string[]>;
  /** The start names the strange room. */
  isNamed?: true;
  /** Why this machine or user cannot have it. */
  missing?(): string | undefined;
}

const notOnWindows = () => (process.platform === "win32" ? "Windows has none of these" : undefined);

async function folder(...names: string[]): Promise<string> {
  const path = join(...names);
  await mkdir(path);
  return path;
}

async function file(...names: string[]): Promise<string> {
  const path = join(...names);
  await writeFile(path, "not a record");
  return path;
}

async function link(...names: string[]): Promise<string> {
  const path = join(...names);
  await symlink(path, path);
  return path;
}

function pipe(...names: string[]): string {
  const path = join(...names);
  execFileSync("mkfifo", [path]);
  return path;
}

export const STRANGE = {
  oddFolders: {
    sentence: "folders and files of other programs, and an empty room, among the records",
    put: async ({ records, room, run }) => [
      await folder(records, "Lesson of May (2)"),
      await file(records, "Lesson of May (2)", "notes.txt"),
      await file(records, ".DS_Store"),
      await folder(records, STRANGE_ROOM),
      await folder(room, "copy of a run"),
      await folder(room, "empty"),
      await file(run, "rounds (copy).jsonl"),
    ],
  },
  linkLoops: {
    sentence: "links that lead to themselves, in the place of a room, of a run and of a file",
    missing: notOnWindows,
    isNamed: true,
    put: async ({ records, room, run }) => [
      await link(records, STRANGE_ROOM),
      await link(room, "loop"),
      await link(room, "room-damaged.json"),
      await link(run, "loop"),
    ],
  },
  pipes: {
    sentence: "pipes in the place of a room's file, of a run and of a list",
    missing: notOnWindows,
    isNamed: true,
    async put({ records, room, run }) {
      await rm(join(records, "overdue.json"), { force: true });
      pipe(records, "overdue.json"); // a start deletes it when no class is old
      return [
        await folder(records, STRANGE_ROOM),
        pipe(records, STRANGE_ROOM, "room.json"),
        pipe(room, "pipe"),
        pipe(run, "notes"),
      ];
    },
  },
  lockedFolders: {
    sentence: "folders of a room and of a run that the user may not read",
    missing: () => (process.getuid?.() === 0 ? "root may read every folder" : notOnWindows()),
    isNamed: true,
    put: async ({ records, room }) => {
      const locked = [await folder(records, STRANGE_ROOM), await folder(room, "locked")];
      for (const path of locked) await chmod(path, 0);
      return locked;
    },
  },
  filesAsFolders: {
    sentence: "a file in the place of a room's folder and of a run's, and folders in the place of files",
    isNamed: true,
    put: async ({ records, room, run }) => [
      await file(records, STRANGE_ROOM),
      await file(room, "file"),
      await folder(room, "room-damaged.json"),
      await folder(run, "folder"),
    ],
  },
} satisfies Record<string, Strange>;
