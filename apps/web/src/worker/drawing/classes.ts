import { DATASETS, type DatasetEntry, type DrawingStyle } from "@honest-majority/learning/facts";
import { entryIn } from "../../ui/registry";

/** A class's name for people; the label if the data set has no names. */
export function nameOfClass(dataset: string, label: number): string {
  return entryIn<DatasetEntry>(DATASETS, dataset)?.classNames?.[label] ?? String(label);
}

/** Undefined where a drawing makes no picture like those of the data set. */
export function drawingStyleOf(dataset: string): DrawingStyle | undefined {
  return entryIn<DatasetEntry>(DATASETS, dataset)?.drawing;
}

/** The `most` classes of largest probability, largest first; of equals, the lower label. */
export function bestClasses(shares: readonly number[], most: number): { label: number; share: number }[] {
  return shares
    .map((share, label) => ({ label, share }))
    .sort((a, b) => b.share - a.share)
    .slice(0, most);
}
