/** One coordinator for one records folder: two would write the same runs. */
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "./makeFolder";
import { codeOf, recordsError } from "./recordsError";

/** The folder is another coordinator's: which, and what to do next. */
export class HeldError extends Error {
  override name = "HeldError";
}

/**
 * Marks the folder as this process's until the answer is called; a mark whose process is gone (a kill, a
 * power cut) is taken over. Of several that start in the same instant one gets it.
 *
 * @throws HeldError, RecordsError
 */
export async function holdFolder(
  folder: string,
  { pid = process.pid, isAlive = processIsAlive }: { pid?: number; isAlive?: (pid: number) => boolean } = {},
): Promise<() => Promise<void>> {
  await makeFolder(folder);
  const path = join(folder, "coordinator.pid");
  try {
    while (!(await mark(path, pid))) {
      const found = await readFile(path, "utf8").catch(() => "");
      const holder = Number(found);
      if (holder === pid) break;
      if (Number.isInteger(holder) && holder > 0 && isAlive(holder)) {
        throw new HeldError(
          `${folder} is kept by another coordinator (process ${holder}): stop that one, or give this one another folder with --records. If no coordinator runs, delete ${path}`,
        );
      }
      await dropMark(path, found, pid);
    }
  } catch (error) {
    throw error instanceof HeldError ? error : recordsError(folder, "written", error);
  }
  return () => rm(path, { force: true });
}

/** Whether the mark is this process's now. A link is there as a whole or not at all: nobody reads half a number. */
async function mark(path: string, pid: number): Promise<boolean> {
  const draft = `${path}.${pid}`;
  await writeFile(draft, `${pid}\n`, { mode: 0o600 });
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    // a memory stick's file system has no links: there the plain file has to do
    await rename(draft, path);
    return true;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Takes a dead mark away; one that another start has put in its place meanwhile is put back. */
async function dropMark(path: string, dead: string, pid: number): Promise<void> {
  const aside = `${path}.${pid}.dead`;
  try {
    await rename(path, aside);
    if ((await readFile(aside, "utf8")) !== dead) await link(aside, path);
  } catch (error) {
    if (codeOf(error) !== "ENOENT" && codeOf(error) !== "EEXIST") throw error; // another start was faster
  } finally {
    await rm(aside, { force: true });
  }
}

function processIsAlive(pid: number): boolean {
  try {
    process.kill(pid, 0); // asks, does not kill
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM"; // alive, and another user's
  }
}
