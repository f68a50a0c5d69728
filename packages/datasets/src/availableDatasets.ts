import { DatasetName } from "@honest-majority/protocol";
import { findFiles } from "./findFiles";
import { isFileDataset } from "./sources";

/** Which data sets have their files in `dataDir`, by name alone: cheap enough to ask whenever a page opens. */
export function availableDatasets(dataDir: string): { name: DatasetName; missing?: string }[] {
  return DatasetName.options.map((name) => {
    if (!isFileDataset(name)) return { name };
    const found = findFiles(name, dataDir);
    return found.complete ? { name } : { name, missing: found.missing };
  });
}
