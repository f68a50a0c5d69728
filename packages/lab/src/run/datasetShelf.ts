import type { Dataset } from "@honest-majority/learning";
import type { RunConfig } from "@honest-majority/protocol";

type Wanted = Pick<RunConfig, "dataset" | "seed">;

/** Of file sets there are three, CIFAR-10 the largest with 184 MB; one seed's glyphs take 8 MB. */
const MOST_SETS = 16;

/**
 * Data sets that are read or drawn once: a sweep comes back to each in every row of its table. A full shelf loses the set
 * that was asked for longest ago, and one that could not be loaded is tried again.
 */
export function datasetShelf(
  load: (wanted: Wanted) => Promise<Dataset>,
): (wanted: Wanted) => Promise<Dataset> {
  const shelf = new Map<string, Promise<Dataset>>(); // the one asked for last at its end
  return ({ dataset, seed }) => {
    const key = dataset === "glyphs" ? `${dataset} ${seed}` : dataset;
    const found = shelf.get(key) ?? load({ dataset, seed });
    shelf.delete(key);
    shelf.set(key, found);
    found.catch(() => shelf.delete(key));
    if (shelf.size > MOST_SETS) shelf.delete([...shelf.keys()][0]);
    return found;
  };
}
