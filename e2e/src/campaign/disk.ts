/** The disk of the records: one that can be filled, where this machine allows it, and ways to damage a run's files. */
import { execFileSync } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Disk {
  /** Where records go. */
  folder: string;
  /** Lets no more bytes be written; the result lets them again. Undefined: this machine offers no way. */
  fill: ((pid: number) => () => void) | undefined;
  /** Which way, or why there is none. */
  way: string;
  release(): void;
}

/** A campaign of an hour writes less. */
const MEGABYTES = 64;

/** As root a small file system in memory; else, on Linux, a limit on the size of the coordinator's files. */
export function openDisk(): Disk {
  const folder = mkdtempSync(join(tmpdir(), "campaign-"));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  if (succeeds("mount", ["-t", "tmpfs", "-o", `size=${MEGABYTES}m`, "tmpfs", folder])) {
    const release = () => {
      succeeds("umount", ["-l", folder]);
      remove();
    };
    return {
      folder,
      fill: () => fillUp(join(folder, "filler")),
      way: "a full file system of its own",
      release,
    };
  }
  if (succeeds("prlimit", ["--version"])) {
    const limit = (pid: number, bytes: string) =>
      execFileSync("prlimit", [`--pid=${pid}`, `--fsize=${bytes}:`]);
    const fill = (pid: number) => {
      limit(pid, "1");
      return () => void limit(pid, "unlimited");
    };
    return { folder, fill, way: "a limit on the size of its files (prlimit)", release: remove };
  }
  const way = "neither mount (as root) nor prlimit works here";
  return { folder, fill: undefined, way, release: remove };
}

function succeeds(command: string, args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Writes until not one byte more fits. */
function fillUp(path: string): () => void {
  for (const size of [1 << 20, 1 << 12, 1]) {
    try {
      for (;;) appendFileSync(path, Buffer.alloc(size));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
    }
  }
  return () => rmSync(path, { force: true });
}
