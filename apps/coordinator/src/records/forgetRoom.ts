/** Deletes a class whole, its records, its vectors and its keys; or one of its runs. */
import { readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { isRoomFolder, isRunFolder, runFolder } from "./folderNames";
import { codeOf, recordsError } from "./recordsError";
import { roomHome } from "./roomFiles";

/** Where rooms are on disk. */
export interface RoomFolders {
  records: string;
  keys: string;
}

/** What is being deleted is no room or run any more: after a kill, what is left of it goes at the next start. */
const FORGOTTEN = ".forgotten";

/**
 * Only when no coordinator uses the folders, or when this one has not opened the room.
 *
 * @throws UserError when the disk refuses; RangeError when `room` is no room code.
 */
export async function forgetRoom(folders: RoomFolders, room: string): Promise<void> {
  await dropForgotten(folders, () => {});
  for (const folder of [folders.records, folders.keys]) {
    const home = roomHome(folder, room);
    await rename(home, `${home}${FORGOTTEN}`).catch((error) => {
      if (codeOf(error) !== "ENOENT") throw recordsError(home, "deleted", error);
    });
  }
  for (const folder of [folders.records, folders.keys])
    await dropForgottenIn(folder, (name) => name === room);
}

/** Deletes one run, which no room has open. @throws UserError when the disk refuses. */
export async function forgetRun(records: string, room: string, run: string): Promise<void> {
  const home = join(roomHome(records, room), runFolder(run));
  await rename(home, `${home}${FORGOTTEN}`).catch((error) => {
    if (codeOf(error) !== "ENOENT") throw recordsError(home, "deleted", error);
  });
  await dropForgottenIn(roomHome(records, room), isRunFolder);
}

/** Ends what an earlier `forgetRoom` or `forgetRun` began. `failed`: of one folder that the disk does not delete or show. */
export async function dropForgotten(
  { records, keys }: RoomFolders,
  failed: (error: Error) => void,
): Promise<void> {
  for (const folder of [records, keys]) await dropForgottenIn(folder, isRoomFolder, failed);
  for (const room of (await namesIn(records)).filter(isRoomFolder))
    await dropForgottenIn(join(records, room), isRunFolder, failed).catch(failed);
}

async function dropForgottenIn(
  folder: string,
  isKnown: (name: string) => boolean,
  failed: (error: Error) => void = (error) => {
    throw error;
  },
): Promise<void> {
  for (const name of await namesIn(folder)) {
    if (!name.endsWith(FORGOTTEN) || !isKnown(name.slice(0, -FORGOTTEN.length))) continue;
    const path = join(folder, name);
    await rm(path, { recursive: true, force: true }).catch((error) =>
      failed(recordsError(path, "deleted", error)),
    );
  }
}

/** The codes of all rooms with records or keys, in order. @throws UserError when a folder cannot be read. */
export async function roomsIn({ records, keys }: RoomFolders): Promise<string[]> {
  const names = [...(await namesIn(records)), ...(await namesIn(keys))].filter(isRoomFolder);
  return [...new Set(names)].sort();
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error) => {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return [];
    throw recordsError(folder, "read", error);
  });
}
