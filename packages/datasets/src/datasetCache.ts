import {
  type Dataset,
  type DatasetName,
  datasetKey,
  type Seeds,
  seedOf,
} from "@honest-majority/learning/facts";

/** The seeds matter only for drawn data sets. */
interface Wanted extends Seeds {
  dataset: DatasetName;
}

/** What to load: a data set, and the seed of its stream. */
interface Drawn {
  dataset: DatasetName;
  seed: number;
}

/** Data sets in memory. Each is read or drawn once for all users. */
export interface DatasetCache {
  /** Returns the data set, which is in use until `giveBack`. */
  take(wanted: Wanted): Promise<Dataset>;
  /** Call it once for each `take`, also for a rejected one. */
  giveBack(wanted: Wanted): void;
  /** Returns the data set without marking it as in use. */
  get(wanted: Wanted): Promise<Dataset>;
}

interface Entry {
  dataset: Promise<Dataset>;
  users: number;
}

/**
 * Keeps every data set that is in use, and the `keep` most recently requested others. A data set that could not be loaded
 * is forgotten, so that the next request tries again.
 */
export function datasetCache(
  load: (drawn: Drawn) => Promise<Dataset>,
  { keep }: { keep: number },
): DatasetCache {
  const entries = new Map<string, Entry>(); // in the order of the latest request

  function entryFor(wanted: Wanted): Entry {
    const key = datasetKey(wanted);
    const { dataset } = wanted;
    const entry = entries.get(key) ?? {
      dataset: load({ dataset, seed: seedOf("split", wanted) }),
      users: 0,
    };
    entries.delete(key);
    entries.set(key, entry);
    entry.dataset.catch(() => {
      if (entries.get(key) === entry) entries.delete(key);
    });
    return entry;
  }

  function forgetOldest(): void {
    const unused = [...entries].filter(([, { users }]) => users === 0);
    for (const [key] of unused.slice(0, Math.max(0, unused.length - keep))) entries.delete(key);
  }

  return {
    take(wanted) {
      const entry = entryFor(wanted);
      entry.users++;
      forgetOldest();
      return entry.dataset;
    },
    giveBack(wanted) {
      const entry = entries.get(datasetKey(wanted));
      if (entry === undefined || entry.users === 0) return;
      entry.users--;
      forgetOldest();
    },
    get(wanted) {
      const { dataset } = entryFor(wanted);
      forgetOldest();
      return dataset;
    },
  };
}
