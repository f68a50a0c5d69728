import { open, rename } from "node:fs/promises";

/** Writes all of it or nothing: a reader, or a restart after a kill, never meets half a file. */
export async function writeAtomically(path: string, data: string | Uint8Array, mode = 0o600): Promise<void> {
  const part = `${path}.part`;
  const file = await open(part, "w", mode);
  try {
    await file.writeFile(data);
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(part, path);
}
