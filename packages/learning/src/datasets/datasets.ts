import { entryOf, register } from "../registry";
import { type Seeds, seedOf } from "../seeds";
import { cifar10 } from "./cifar10";
import type { DatasetEntry } from "./defineDataset";
import { fashionMnist } from "./fashionMnist";
import { glyphs } from "./glyphs";
import { mnist } from "./mnist";

/** Every data set by its key, in the order of pickers. */
export const DATASETS = { glyphs, mnist, "fashion-mnist": fashionMnist, "cifar-10": cifar10 };

export type DatasetName = keyof typeof DATASETS;

export function datasetOf(dataset: DatasetName): DatasetEntry {
  return entryOf<DatasetEntry>(DATASETS, "data set", dataset);
}

/** Names what a data set of this config holds: two configs of one key share its memory. The seed matters only for drawn data sets. */
export function datasetKey({ dataset, ...seeds }: { dataset: DatasetName } & Seeds): string {
  return datasetOf(dataset).draw === undefined ? dataset : `${dataset} ${seedOf("split", seeds)}`;
}

/** @throws RangeError when its key is taken or not well formed. */
export function registerDataset(entry: DatasetEntry): void {
  register<DatasetEntry>(DATASETS, entry.dataset, entry);
}
