import { readFile } from "node:fs/promises";

/** In the fields of /proc/PID/stat after the name of the program, which may hold anything: the clock tick of the start. */
const START = 19;

/**
 * What no other process of this machine has that has, had or will have the same number: the start of the machine, and when the
 * process began after it. Undefined where the system does not say it in files, which is everywhere but on Linux.
 */
export async function processStart(pid: number): Promise<string | undefined> {
  try {
    const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8");
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    const ticks = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[START];
    return `${boot.trim()} ${ticks}`;
  } catch {
    return undefined;
  }
}
