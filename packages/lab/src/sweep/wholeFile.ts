/** Writes files that are complete or missing, also when several machines share their folder. */
import { randomBytes } from "node:crypto";
import { readdir, rename, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";

const HOST = hostname().replace(/[^A-Za-z0-9-]/g, "-");

/** Writes a temporary file, which no other process uses, and renames it. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${HOST}.${process.pid}.${randomBytes(4).toString("hex")}.tmp`;
  try {
    await writeFile(temporary, content);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Removes the temporary files of processes of this machine that have ended. Those of other machines may be in use. */
export async function removeAbandoned(folder: string): Promise<void> {
  for (const file of await readdir(folder)) {
    const [, host, pid] = /\.([A-Za-z0-9-]+)\.(\d+)\.[0-9a-f]{8}\.tmp$/.exec(file) ?? [];
    if (host === HOST && !isRunning(Number(pid))) await rm(join(folder, file), { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0); // sends nothing
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"; // it runs, as another user
  }
}
