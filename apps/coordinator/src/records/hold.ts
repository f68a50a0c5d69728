/**
 * Lets one coordinator use a records folder: two would write the same runs. The mark is a file of two lines: the number of the
 * process, and when that began, because another process may have the number later.
 */
import { link, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "@honest-majority/protocol";
import { makeFolder } from "./makeFolder";
import { processStart } from "./processStart";
import { codeOf, recordsError } from "./recordsError";
import { readRegularFile } from "./regularFile";

/**
 * Marks the folder as this process's; the returned function removes the mark. A mark whose process has ended (it was
 * killed, or the power failed) is taken over. If several processes start at the same instant, one gets the folder.
 *
 * @throws UserError: "held" when another coordinator uses the folder, "records" when the disk refuses.
 */
export async function holdFolder(
  folder: string,
  {
    pid = process.pid,
    isAlive = processIsAlive,
    startOf = processStart,
    next = "stop that one, or give this one another folder with --records",
  }: {
    pid?: number;
    isAlive?: (pid: number) => boolean;
    /** A text that differs from that of any other process that had this number; undefined where it is not known. */
    startOf?: (pid: number) => Promise<string | undefined>;
    /** What to do when a coordinator holds the folder. */
    next?: string;
  } = {},
): Promise<() => Promise<void>> {
  await makeFolder(folder);
  const path = join(folder, "coordinator.pid");
  const own = `${pid}\n${(await startOf(pid)) ?? ""}\n`;
  try {
    while (!(await mark(path, own, pid))) {
      const found = await textOf(path);
      if (found === own) break;
      const [number, began = ""] = found.split("\n");
      const holder = Number(number);
      const isIts = async () => began === "" || ((await startOf(holder)) ?? began) === began;
      if (Number.isInteger(holder) && holder > 0 && isAlive(holder) && (await isIts())) {
        throw new UserError(
          "held",
          `${folder} is used by another coordinator (process ${holder}): ${next}. If no coordinator runs, delete ${path}`,
        );
      }
      await dropMark(path, found, pid);
    }
  } catch (error) {
    throw recordsError(folder, "written", error);
  }
  return () => rm(path, { force: true });
}

/** Writes the mark; false when there is one already. A link appears as a whole, so no process reads half a number. */
async function mark(path: string, own: string, pid: number): Promise<boolean> {
  const draft = `${path}.${pid}`;
  await writeFile(draft, own, { mode: 0o600 });
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    // file systems of memory sticks have no links: a plain file has to do
    await rename(draft, path);
    return true;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Removes a dead process's mark; if another start has replaced it meanwhile, its mark is put back. */
async function dropMark(path: string, dead: string, pid: number): Promise<void> {
  const aside = `${path}.${pid}.dead`;
  try {
    await rename(path, aside);
    if ((await textOf(aside)) !== dead) await link(aside, path);
  } catch (error) {
    if (codeOf(error) !== "ENOENT" && codeOf(error) !== "EEXIST") throw error; // another start was faster
  } finally {
    await rm(aside, { force: true });
  }
}

/** Empty where there is no mark that this program wrote. */
async function textOf(path: string): Promise<string> {
  return readRegularFile(path, MOST_MARK_BYTES).then(String, () => "");
}

const MOST_MARK_BYTES = 1_000;

function processIsAlive(pid: number): boolean {
  try {
    process.kill(pid, 0); // signal 0 ends nothing: it only checks whether the process exists
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM"; // the process exists, but belongs to another user
  }
}
