/** One coordinator for one records folder: two would write the same runs. */
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { recordsError } from "./recordsError";

/** The folder is another coordinator's: which, and what to do next. */
export class HeldError extends Error {
  override name = "HeldError";
}

/**
 * Marks the folder as this process's until the answer is called; a mark whose process is gone (a kill, a
 * power cut) is taken over.
 *
 * @throws HeldError, RecordsError
 */
export async function holdFolder(
  folder: string,
  { pid = process.pid, isAlive = processIsAlive }: { pid?: number; isAlive?: (pid: number) => boolean } = {},
): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch(refuse(folder));
  const path = join(folder, "coordinator.pid");
  const holder = Number(await readFile(path, "utf8").catch(() => Number.NaN));
  if (Number.isInteger(holder) && holder > 0 && holder !== pid && isAlive(holder)) {
    throw new HeldError(
      `${folder} is kept by another coordinator (process ${holder}): stop that one, or give this one another folder with --records. If no coordinator runs, delete ${path}`,
    );
  }
  await writeFile(path, `${pid}\n`, { mode: 0o600 }).catch(refuse(folder));
  return () => rm(path, { force: true });
}

function refuse(folder: string): (error: unknown) => never {
  return (error) => {
    throw recordsError(folder, "written", error);
  };
}

function processIsAlive(pid: number): boolean {
  try {
    process.kill(pid, 0); // asks, does not kill
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"; // alive, and another user's
  }
}
