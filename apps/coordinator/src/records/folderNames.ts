import { RoomCode } from "@honest-majority/protocol";

/** Letters, digits, dashes and underscores alone: no name can lead out of the records folder. */
const RUN = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;

export function isRoomFolder(name: string): boolean {
  const code = RoomCode.safeParse(name);
  return code.success && code.data === name;
}

/** @throws RangeError for what is no room code as it is spelt on disk. */
export function roomFolder(name: string): string {
  if (!isRoomFolder(name)) throw new RangeError(`roomFolder: must be a room code, got ${quote(name)}`);
  return name;
}

/** @throws RangeError for what could not be a folder's name. */
export function runFolder(name: string): string {
  if (!RUN.test(name)) {
    throw new RangeError(`runFolder: must be letters, digits, - and _ (at most 100), got ${quote(name)}`);
  }
  return name;
}

function quote(name: string): string {
  return JSON.stringify(name.slice(0, 120));
}
