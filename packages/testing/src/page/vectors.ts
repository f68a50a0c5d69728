/** Replaces `../vectors` in a page's bundle: the test that opens the page sets the vectors. */

declare global {
  /** Parsed, by file name; set before the page's script runs. Empty when there is no folder. */
  var conformanceVectors: Record<string, unknown>;
}

export const vectorsMissing: string | undefined =
  "inputs.json" in globalThis.conformanceVectors
    ? undefined
    : "the test gave this page no conformance vectors";

export function readVectors<Entry>(file: string): Entry {
  return globalThis.conformanceVectors[file] as Entry;
}
