import { UserError } from "@honest-majority/protocol";

/** Common abbreviations and other names. */
const SHORT: Readonly<Record<string, string>> = {
  average: "mean",
  cm: "coordinateMedian",
  median: "coordinateMedian",
  tm: "trimmedMean",
  trmean: "trimmedMean",
  gm: "geometricMedian",
  geomed: "geometricMedian",
  cc: "centeredClip",
  centeredclipping: "centeredClip",
  nnm: "nearestNeighborMixing",
  ipm: "foe",
};

const plain = (name: string) => name.toLowerCase().replace(/[-_ ]/g, "");

/**
 * Finds a name in `names`, which may be written in camelCase, in kebab-case or abbreviated.
 *
 * @throws UserError with the list of names if there is no such name.
 */
export function named<Name extends string>(flag: string, written: string, names: readonly Name[]): Name {
  const wanted = plain(SHORT[plain(written)] ?? written);
  const found = names.find((name) => plain(name) === wanted);
  if (found === undefined) {
    throw new UserError(
      "input",
      `${flag} must be one of ${names.join(", ")}; got ${JSON.stringify(written)}`,
    );
  }
  return found;
}
