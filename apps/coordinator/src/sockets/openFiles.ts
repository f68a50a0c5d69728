/** How many files, and so connections, this process may have open. */
import { readFileSync } from "node:fs";
import { LIMITS } from "@honest-majority/protocol";

/** Undefined where the system has no such limit, or does not say. */
export function openFileLimit(): number | undefined {
  if (process.platform === "win32") return undefined;
  try {
    return openFilesIn(readFileSync("/proc/self/limits", "utf8"));
  } catch {
    return reported(); // not Linux
  }
}

/** In the text of /proc/self/limits. */
export function openFilesIn(limits: string): number | undefined {
  const soft = /^Max open files +(\d+)/m.exec(limits)?.[1];
  return soft === undefined ? undefined : Number(soft);
}

/** In Node's report, which would look up the names of all peers. */
function reported(): number | undefined {
  Object.assign(process.report, { excludeNetwork: true });
  const { userLimits } = process.report.getReport() as { userLimits?: { open_files?: { soft: unknown } } };
  const soft = userLimits?.open_files?.soft;
  return typeof soft === "number" ? soft : undefined;
}

/**
 * How many TCP connections may be open, so that files are left for records. Neither this machine's own nor all others may have
 * more than three quarters: a swarm that runs away leaves places to the class, and the class to the teacher.
 */
export function wiresWithin(limit = Number.POSITIVE_INFINITY): { inAll: number; ofOneSide: number } {
  const inAll = Math.max(limit - LIMITS.filesKeptFree.most, Math.floor(limit / 4));
  return { inAll, ofOneSide: Math.floor((3 * inAll) / 4) };
}
