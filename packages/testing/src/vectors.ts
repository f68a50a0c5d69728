import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Beside the repository, not in it: outputs of public reference implementations. */
const FOLDER = fileURLToPath(new URL("../../../../shared/vectors/", import.meta.url));

/** Why tests against the conformance vectors cannot run here; undefined when they can. */
export const vectorsMissing: string | undefined = existsSync(`${FOLDER}inputs.json`)
  ? undefined
  : "no conformance vectors: ../shared/vectors, seen from the repository's root, is missing";

/** The parsed contents of one file; the caller knows its shape. */
export function readVectors<Entry>(file: string): Entry {
  return JSON.parse(readFileSync(FOLDER + file, "utf8")) as Entry;
}

/** All of them by file name; none where the folder is missing. */
export function allVectors(): Record<string, unknown> {
  if (vectorsMissing) return {};
  const files = readdirSync(FOLDER).filter((file) => file.endsWith(".json"));
  return Object.fromEntries(files.map((file) => [file, readVectors(file)]));
}
