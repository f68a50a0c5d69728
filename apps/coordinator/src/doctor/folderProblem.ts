import { accessSync, constants, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** Why files cannot be written to a folder, or it cannot be made; undefined when they can. Changes nothing. */
export function folderProblem(folder: string): string | undefined {
  const path = resolve(folder);
  try {
    if (!statSync(path).isDirectory()) return `${path} is a file, and a folder must be there`;
    accessSync(path, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOTDIR" || (code === "ENOENT" && dirname(path) !== path))
      return folderProblem(dirname(path));
    return `${path} cannot be written (${code})`;
  }
}
