/** The files of a room, in the records folder and in the keys folder. */
import { join } from "node:path";
import { roomFolder } from "./folderNames";

/** The room's own folder. @throws RangeError when `room` is no room code. */
export const roomHome = (folder: string, room: string) => join(folder, roomFolder(room));

export const recordPath = (home: string) => join(home, "room.json");
export const keysPath = (home: string) => join(home, "keys.json");

export const jsonText = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
