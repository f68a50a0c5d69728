/** Where the publishers keep their data sets, under which names, and the MD5 of each file as published. */

import type { DatasetName } from "@honest-majority/protocol";

/** The data sets that live in files; glyphs is drawn from a seed. */
export type FileDataset = Exclude<DatasetName, "glyphs">;

export interface Source {
  /** Ends in a slash. */
  base: string;
  files: readonly { name: string; md5: string }[];
}

export const SOURCES: Record<FileDataset, Source> = {
  "fashion-mnist": {
    base: "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
    files: [
      { name: "train-images-idx3-ubyte.gz", md5: "8d4fb7e6c68d591d4c3dfef9ec88bf0d" },
      { name: "train-labels-idx1-ubyte.gz", md5: "25c81989df183df01b3e8a0aad5dffbe" },
      { name: "t10k-images-idx3-ubyte.gz", md5: "bef4ecab320f06d8554ea6380940ec79" },
      { name: "t10k-labels-idx1-ubyte.gz", md5: "bb300cfdad3c16e7a12a480ee83cd310" },
    ],
  },
  mnist: {
    base: "https://storage.googleapis.com/cvdf-datasets/mnist/",
    files: [
      { name: "train-images-idx3-ubyte.gz", md5: "f68b3c2dcbeaaa9fbdd348bbdeb94873" },
      { name: "train-labels-idx1-ubyte.gz", md5: "d53e105ee54ea40749a09fcbcd1e9432" },
      { name: "t10k-images-idx3-ubyte.gz", md5: "9fb629c4189551a2d022fa330f9573f3" },
      { name: "t10k-labels-idx1-ubyte.gz", md5: "ec29112dd5afa0611ce80d1b7f02629c" },
    ],
  },
  "cifar-10": {
    base: "https://www.cs.toronto.edu/~kriz/",
    files: [{ name: "cifar-10-binary.tar.gz", md5: "c32a1d4ab5d03f1284b67883e8d87530" }],
  },
};

export function isFileDataset(name: string): name is FileDataset {
  return Object.hasOwn(SOURCES, name);
}

/** The names of the data sets that can be downloaded. */
export const downloadable = () => Object.keys(SOURCES);

export const DEFAULT_DATA_DIR = "data";

/** What a person types to get the data set into `dataDir`. */
export function downloadCommand(name: FileDataset, dataDir: string): string {
  return `npm run data -- ${name}${dataDir === DEFAULT_DATA_DIR ? "" : ` --data-dir ${dataDir}`}`;
}
