/** Removes from other software's messages what would say whose machine it is. */

const HIDDEN = "(hidden)";

/** Of paths, only the last part is kept: a missing library's name is worth knowing. */
const PLACES: readonly [pattern: RegExp, instead: string][] = [
  [/\b[a-z][a-z+.-]*:\/\/[^\s"'<>()]+/gi, HIDDEN],
  [/\b[a-z]:[\\/](?:[^\\/\s"':]+[\\/])*/gi, "…/"],
  [/\\\\(?:[^\\\s"']+\\)+/g, "…/"],
  [/(?<![\w.…])~?\/(?:[^/\s"':]+\/)+/g, "…/"],
  [/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, HIDDEN],
  [/(?<![\w:])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?:%\w+)?(?![\w:])/gi, HIDDEN],
  [/(?<![\w:])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![\w:])/gi, HIDDEN],
];

/**
 * `names`: words to remove wherever they stand, such as the user's name, the host's name, folders, addresses. `places`
 * also removes everything that looks like a path or an address; in the name of a driver that may be its version.
 */
export function hide(text: string, { names, places }: { names: readonly string[]; places: boolean }): string {
  let rest = text;
  for (const name of names.toSorted((a, b) => b.length - a.length)) {
    if (name.length < SHORTEST) continue;
    const literal = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    rest = rest.replace(new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, "giu"), HIDDEN);
  }
  if (places) for (const [pattern, instead] of PLACES) rest = rest.replace(pattern, instead);
  return rest;
}

/** Shorter names would take words apart, and identify nobody. */
const SHORTEST = 3;
