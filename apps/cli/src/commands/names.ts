import { UserError } from "@honest-majority/protocol";

/** How people call what the code spells out. */
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
 * The one of `names` that is meant: as the code spells it, in kebab-case, or in short.
 *
 * @throws UserError, with the list, when there is none.
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
