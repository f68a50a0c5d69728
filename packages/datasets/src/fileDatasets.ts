/** The data sets that are read from files, as learning's registry has them. */

import { DATASETS, type DatasetEntry, type FileDataset } from "@honest-majority/learning/facts";
import { typed, UserError } from "@honest-majority/protocol";
import { DEFAULT_FOLDER } from "./dataDir";

/** Their keys, in the order of the registry. */
export function downloadable(): string[] {
  return Object.values<DatasetEntry>(DATASETS)
    .filter(({ files }) => files !== undefined)
    .map(({ dataset }) => dataset);
}

/**
 * The data set of that key.
 *
 * @throws UserError when it needs no file or does not exist, with the keys of those that can be downloaded.
 */
export function downloadableDataset(key: string): FileDataset {
  const entry = Object.hasOwn(DATASETS, key) ? (DATASETS as Record<string, DatasetEntry>)[key] : undefined;
  if (entry?.files !== undefined) return entry;
  const why = entry === undefined ? `there is no data set "${key}"` : `${key} needs no file`;
  throw new UserError("usage", `${why}; these can be downloaded: ${downloadable().join(", ")}`);
}

/** The command that downloads a data set to `dataDir`. */
export function downloadCommand({ dataset }: FileDataset, dataDir: string, program: string): string {
  return typed(program, "data", dataset, ...(dataDir === DEFAULT_FOLDER ? [] : ["--data-dir", dataDir]));
}
