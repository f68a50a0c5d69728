import {
  arch,
  availableParallelism,
  cpus,
  homedir,
  hostname,
  networkInterfaces,
  platform,
  release,
  totalmem,
  userInfo,
} from "node:os";
import type { MachinePart } from "@honest-majority/report";

/** This machine, without a name or an address of it. */
export function machineFacts(): Omit<MachinePart, "backends"> {
  return {
    node: process.version,
    platform: platform(),
    release: /^[\d.]*/.exec(release())?.[0] ?? "",
    arch: arch(),
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
  };
}

/** What the report must not hold: the names and addresses of this machine, its user and its folders. */
export function ownNames(env: NodeJS.ProcessEnv = process.env): string[] {
  const host = hostname();
  const folders = [homedir(), process.cwd(), env.HOME, env.USERPROFILE].flatMap((folder) =>
    spellings(folder),
  );
  const addresses = Object.values(networkInterfaces()).flatMap((all = []) =>
    all.filter(({ internal }) => !internal).flatMap(({ address, mac }) => [address, mac]),
  );
  const { USER, LOGNAME, USERNAME, COMPUTERNAME } = env;
  const names = [host, host.split(".")[0], userName(), USER, LOGNAME, USERNAME, COMPUTERNAME];
  return [...new Set([...names, ...folders, ...addresses])].filter(
    (name): name is string => name !== undefined && name.length > 1,
  );
}

function userName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined; // a user without an entry, in a container
  }
}

/** A folder as messages may write it. */
function spellings(folder: string | undefined): string[] {
  if (folder === undefined || folder.length < 2) return [];
  const slashed = folder.replaceAll("\\", "/");
  return [folder, slashed, encodeURI(slashed)];
}
