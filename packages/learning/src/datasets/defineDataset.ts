import type { Described } from "../described";
import type { DrawingStyle } from "../drawing/picture";
import type { Dataset, Examples, ImageShape } from "../examples";

/** Drawn from a seed, or read from files. */
export type DatasetEntry = DrawnDataset | FileDataset;

interface DatasetFacts extends Described, ImageShape {
  /** Its key in `DATASETS`, in configs and in records. */
  dataset: string;
  classes: number;
  /** How many examples the whole set has; a part of it may lie on disk. */
  train: number;
  test: number;
  /** Whether a picture and its mirror image belong to the same class, so that `augment` makes sense. */
  mirrorable: boolean;
  /** Names of the classes for people, by label; unset, the labels are shown. */
  classNames?: readonly string[];
  /** How a person's drawing becomes a picture like those of the set; unset where lines on an empty ground make none. */
  drawing?: DrawingStyle;
}

export interface DrawnDataset extends DatasetFacts {
  draw(seed: number): Promise<Dataset>;
  files?: undefined;
}

export interface FileDataset extends DatasetFacts {
  files: DatasetFiles;
  draw?: undefined;
}

export interface DatasetFiles {
  /** Names without ".gz": each may be there packed or not. */
  train: readonly string[];
  test: readonly string[];
  /** Whether one of the training files is enough, or all are needed. */
  trainNeeds: "all" | "any";
  /**
   * Reads the unpacked contents of the training files, or of the test files.
   *
   * @throws RangeError that names the file, what was expected and what was found.
   */
  parse(contents: readonly Uint8Array[], names: readonly string[]): Promise<Examples>;
  download: Download;
}

export interface Download {
  /** The publisher's address. Ends in a slash. */
  base: string;
  /** MD5 as published, hexadecimal. */
  files: readonly { name: string; md5: string }[];
  /** Set when the files are archives (tar.gz): the folder inside, which holds the training and test files. */
  archiveFolder?: string;
}

export function defineDataset(entry: DrawnDataset): DrawnDataset;
export function defineDataset(entry: FileDataset): FileDataset;
export function defineDataset(entry: DatasetEntry): DatasetEntry {
  return entry;
}
