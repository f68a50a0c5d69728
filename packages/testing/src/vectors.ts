import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The folder with the conformance vectors: outputs of public reference implementations. */
const FOLDER = process.env.VECTORS_DIR || "";

/** Why tests against the conformance vectors cannot run here; undefined when they can. */
export const vectorsMissing: string | undefined =
  FOLDER === ""
    ? "VECTORS_DIR, the folder with the conformance vectors, is not set"
    : existsSync(join(FOLDER, "inputs.json"))
      ? undefined
      : `VECTORS_DIR is ${FOLDER}, which has no inputs.json`;

/** The parsed contents of one file; the caller knows its shape. */
export function readVectors<Entry>(file: string): Entry {
  return JSON.parse(readFileSync(join(FOLDER, file), "utf8")) as Entry;
}

/** All files by name; none when the folder is missing. */
export function allVectors(): Record<string, unknown> {
  if (vectorsMissing !== undefined) return {};
  const files = readdirSync(FOLDER).filter((file) => file.endsWith(".json"));
  return Object.fromEntries(files.map((file) => [file, readVectors(file)]));
}
