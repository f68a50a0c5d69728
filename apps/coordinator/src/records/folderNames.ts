import { isRunName, RoomCode } from "@honest-majority/protocol";

export function isRoomFolder(name: string): boolean {
  const code = RoomCode.safeParse(name);
  return code.success && code.data === name;
}

/** @throws RangeError when `name` is not a room code in capitals. */
export function roomFolder(name: string): string {
  if (!isRoomFolder(name)) throw new RangeError(`roomFolder: must be a room code, got ${quote(name)}`);
  return name;
}

export const isRunFolder = isRunName;

/** @throws RangeError when `name` cannot be a run's folder. */
export function runFolder(name: string): string {
  if (!isRunName(name)) {
    throw new RangeError(`runFolder: must be letters, digits, - and _ (at most 100), got ${quote(name)}`);
  }
  return name;
}

function quote(name: string): string {
  return JSON.stringify(name.slice(0, 120));
}
