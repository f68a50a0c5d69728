import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { recordsError } from "./recordsError";

/**
 * Replaces a file as a whole: a reader sees either the old content or the new, also after a power cut.
 * Concurrent writes to one path are not allowed.
 *
 * @throws UserError; the old content stays.
 */
export async function writeAtomically(path: string, data: string | Uint8Array, mode = 0o600): Promise<void> {
  const draft = `${path}.tmp`;
  try {
    await rm(draft, { force: true }); // a draft that a killed process left may have another mode
    const file = await open(draft, "wx", mode);
    try {
      await file.writeFile(data);
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw recordsError(path, "written", error);
  }
}

/** Makes a rename durable. Some systems cannot open a folder; there the rename alone has to suffice. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, "r");
    await handle.sync().finally(() => handle.close());
  } catch {
    // the content is complete either way
  }
}
