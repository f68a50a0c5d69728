import { access, constants, mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { codeOf, recordsError } from "./recordsError";

/**
 * Makes a folder that only its owner may enter, and its missing parents.
 *
 * @throws UserError when it cannot be made or written into.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await make(path);
    await access(path, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw recordsError(path, "written", error);
  }
}

/** Node's own `recursive` never returns on a file system like /proc, which reports an existing parent as missing. */
async function make(path: string): Promise<void> {
  try {
    await mkdirUnlessThere(path);
  } catch (error) {
    if (codeOf(error) !== "ENOENT" || dirname(path) === path) throw error;
    await make(dirname(path));
    await mkdirUnlessThere(path);
  }
}

async function mkdirUnlessThere(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
    await access(`${path}/.`); // a file of that name is no folder
  }
}
