import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

/**
 * What no other process of this machine has that has, had or will have the same number: when the process began, and on Linux
 * also the start of the machine; another text once it has ended. Undefined where the system does not say it.
 */
export async function processStart(pid: number, platform = process.platform): Promise<string | undefined> {
  try {
    switch (platform) {
      case "linux":
        return await fromProc(pid);
      case "win32":
        return await printedBy("powershell.exe", [
          ...["-NoProfile", "-NonInteractive", "-Command"],
          `(Get-Process -Id ${pid}).StartTime.ToFileTimeUtc()`,
        ]);
      case "darwin":
        return await printedBy("ps", ["-o", "lstart=", "-p", `${pid}`]);
      default:
        return undefined; // the ps of other systems adds the uptime to a clock that may be set
    }
  } catch {
    return undefined;
  }
}

/** In the fields of /proc/PID/stat after the name of the program, which may hold anything: the state, and the clock tick of the start. */
const STATE = 0;
const START = 19;
/** A process that has ended keeps its number until its parent reads its exit status, in a container perhaps for ever. */
const ENDED = "Z";

async function fromProc(pid: number): Promise<string> {
  const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8");
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return `${boot.trim()} ${fields[STATE] === ENDED ? "ended" : fields[START]}`;
}

/** PowerShell may need seconds after the machine's start. */
const PATIENCE_MS = 10_000;

/** The same text whatever the zone and the language are, as they may change while a coordinator runs. */
async function printedBy(command: string, args: readonly string[]): Promise<string | undefined> {
  const env = { ...process.env, TZ: "UTC", LC_ALL: "C" };
  const { stdout } = await promisify(execFile)(command, args, {
    env,
    timeout: PATIENCE_MS,
    windowsHide: true,
  });
  return stdout.trim() || undefined;
}
