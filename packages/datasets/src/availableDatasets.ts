import { DATASETS, type DatasetEntry, type DatasetName } from "@honest-majority/learning/facts";
import { NPM_SCRIPTS } from "@honest-majority/protocol";
import { findFiles } from "./findFiles";

/** Every data set, and what is missing from `dataDir` to load it. Reads no file, so a page can call it whenever it opens. */
export function availableDatasets(
  dataDir: string,
  program = NPM_SCRIPTS,
): { name: DatasetName; missing?: string }[] {
  return Object.values<DatasetEntry>(DATASETS).map((entry) => {
    const name = entry.dataset as DatasetName;
    if (entry.files === undefined) return { name };
    const found = findFiles(entry, dataDir, program);
    return found.complete ? { name } : { name, missing: found.missing };
  });
}
