import { spawnSync } from "node:child_process";
import type { Installation } from "../installation";

/**
 * The short hash of the commit in a clone, with "+" if tracked files differ from it; the program's version, such as "v0.1.0",
 * if it is installed or git cannot say.
 */
export function commitOf({ repository, version }: Pick<Installation, "repository" | "version">): string {
  const unknown = `v${version}`;
  if (repository === undefined) return unknown;
  // a folder inside another repository, such as an unpacked archive, has a prefix there
  if (git(repository, "rev-parse", "--show-prefix") !== "") return unknown;
  const commit = git(repository, "rev-parse", "--short", "HEAD");
  const changes = git(repository, "status", "--porcelain", "--untracked-files=no");
  return commit === undefined ? unknown : `${commit}${changes === "" ? "" : "+"}`;
}

/** undefined if git fails or is missing. */
function git(folder: string, ...args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync("git", args, { cwd: folder, encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}
