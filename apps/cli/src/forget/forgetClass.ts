/** Deletes a class whole, when it is there, no coordinator runs, and the user means it. */
import { stat } from "node:fs/promises";
import { forgetRoom, roomsIn } from "@honest-majority/coordinator/records/forgetRoom";
import { holdFolder } from "@honest-majority/coordinator/records/hold";
import { keysFolder } from "@honest-majority/coordinator/records/keysFolder";
import { RoomCode, UserError } from "@honest-majority/protocol";

/**
 * `confirm` asks the user; undefined when nobody can be asked.
 *
 * @returns a sentence about what was done.
 * @throws UserError: "usage" for a room that is not there or without consent, "held" while a coordinator uses the folder,
 *   "records" when the disk refuses.
 */
export async function forgetClass({
  room,
  confirm,
  ...asked
}: {
  room: string | undefined;
  records: string;
  keys?: string;
  confirm?: (question: string) => Promise<boolean>;
}): Promise<string> {
  const folders = { records: asked.records, keys: keysFolder(asked) };
  const { records } = folders;
  // holding a folder makes it, and a mistyped one must not appear
  const isThere = await stat(records).catch(() => undefined);
  if (isThere === undefined)
    throw new UserError(
      "usage",
      `--records ${records}: there is no such folder, so no class is recorded there`,
    );
  const release = await holdFolder(records, { next: "stop it first, since it may have the class open" });
  try {
    const there = await roomsIn(folders);
    const code = RoomCode.safeParse(room).data;
    if (code === undefined || !there.includes(code)) throw unknownRoom(room, records, there);
    const what = `the records, vectors and keys of ${code} in ${records} and ${folders.keys}`;
    if (confirm === undefined)
      throw new UserError(
        "usage",
        `forget deletes ${what} for good: nobody can be asked here, so give --yes`,
      );
    if (!(await confirm(`Delete ${what} for good?`))) return `${code} stays as it was`;
    await forgetRoom(folders, code);
    return `${code} is deleted: ${what}`;
  } finally {
    await release();
  }
}

function unknownRoom(room: string | undefined, records: string, there: readonly string[]): UserError {
  const which = room === undefined ? "name the class to delete" : `${records} has no room ${room}`;
  const rooms = there.length === 0 ? "there is none" : `the rooms there are ${there.join(", ")}`;
  return new UserError("usage", `${which}: ${rooms}`);
}
