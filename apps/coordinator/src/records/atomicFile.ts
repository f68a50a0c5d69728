import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { recordsError } from "./recordsError";

/**
 * Replaces a file as a whole: a reader sees the old content or the new, also after a power cut.
 * Two writers of one path must take turns.
 *
 * @throws UserError; the old content stays.
 */
export async function writeAtomically(path: string, data: string | Uint8Array, mode = 0o600): Promise<void> {
  const draft = `${path}.tmp`;
  try {
    await rm(draft, { force: true }); // one that a kill left would keep its own mode
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

/** Makes a rename last. Some systems cannot open a folder; there the rename itself has to do. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, "r");
    await handle.sync().finally(() => handle.close());
  } catch {
    // the content is complete either way
  }
}
