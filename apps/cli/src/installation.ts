/** What the program needs to know of the place where it is installed. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CLONE_PARTS, type Parts } from "@honest-majority/coordinator/parts";
import { CLONE_LAB_PROCESS } from "@honest-majority/lab/labProcess";

export interface Installation extends Parts {
  version: string;
  /** The module that a lab process starts with. */
  labProcess: URL;
  /** The repository's folder. A program without one lacks the commands that need the sources. */
  repository?: string;
}

/** The program in a clone of the repository. */
export function cloneInstallation(): Installation {
  const repository = fileURLToPath(new URL("../../../", import.meta.url));
  return { ...CLONE_PARTS, labProcess: CLONE_LAB_PROCESS, version: versionIn(repository), repository };
}

/** The version in the `package.json` of a folder. */
export function versionIn(folder: string): string {
  return JSON.parse(readFileSync(`${folder}/package.json`, "utf8")).version;
}
