/** The conformance vectors for a page, which its opener hands over: the page's bundle has this for `../vectors`. */

declare global {
  /** Parsed, by file name; set before the page's script runs. Empty where the folder is missing. */
  var conformanceVectors: Record<string, unknown>;
}

export const vectorsMissing: string | undefined =
  "inputs.json" in globalThis.conformanceVectors ? undefined : "no conformance vectors were handed over";

export function readVectors<Entry>(file: string): Entry {
  return globalThis.conformanceVectors[file] as Entry;
}
