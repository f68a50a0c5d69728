/** Looks a data set's files up by name; opens none of them. */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { downloadCommand, type FileDataset } from "./sources";

export type FoundFiles =
  /** IDX: images, then labels. CIFAR-10: one or more batches. */
  { complete: true; train: string[]; test: string[] } | { complete: false; missing: string };

/** As published inside the CIFAR-10 archive. */
export const CIFAR_FOLDER = "cifar-10-batches-bin";
export const CIFAR_BATCHES = [1, 2, 3, 4, 5].map((i) => `data_batch_${i}.bin`);
export const CIFAR_TEST_BATCH = "test_batch.bin";

const IDX = {
  train: ["train-images-idx3-ubyte", "train-labels-idx1-ubyte"],
  test: ["t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"],
} as const;

/** The first folder that has every file; where none has, what is missing from the first that has some. */
export function findFiles(name: FileDataset, dataDir: string): FoundFiles {
  const folders = foldersOf(name, dataDir);
  let nearest: string | undefined;
  for (const folder of folders) {
    const { train, test, absent, present } = lookInto(folder, name);
    if (absent.length === 0) return { complete: true, train, test };
    if (present > 0)
      nearest ??= `${absent.join(" and ")} ${absent.length > 1 ? "are" : "is"} not in ${folder}`;
  }
  const looked = folders.filter((folder) => !folder.endsWith(CIFAR_FOLDER));
  const missing = nearest ?? `no file of ${name} in ${looked.slice(0, -1).join(", ")} or ${looked.at(-1)}`;
  return { complete: false, missing: `${missing}: run "${downloadCommand(name, dataDir)}"` };
}

function foldersOf(name: FileDataset, dataDir: string): string[] {
  const folders = [join(dataDir, name), dataDir, join(dataDir, `${name}-subset`)];
  return name === "cifar-10" ? folders.flatMap((folder) => [folder, join(folder, CIFAR_FOLDER)]) : folders;
}

function lookInto(folder: string, name: FileDataset) {
  const listed = new Set(list(folder));
  const pathsOf = (stems: readonly string[]) =>
    stems.flatMap((stem) => {
      const file = [`${stem}.gz`, stem].find((candidate) => listed.has(candidate));
      return file === undefined ? [] : [join(folder, file)];
    });
  const absentOf = (stems: readonly string[]) => stems.filter((stem) => pathsOf([stem]).length === 0);
  switch (name) {
    case "mnist":
    case "fashion-mnist": {
      const [train, test] = [pathsOf(IDX.train), pathsOf(IDX.test)];
      const absent = absentOf([...IDX.train, ...IDX.test]);
      return { train, test, absent, present: train.length + test.length };
    }
    case "cifar-10": {
      const [train, test] = [pathsOf(CIFAR_BATCHES), pathsOf([CIFAR_TEST_BATCH])];
      const absent = absentOf([CIFAR_TEST_BATCH]);
      if (train.length === 0) absent.unshift("data_batch_1.bin (or another of the five)");
      return { train, test, absent, present: train.length + test.length };
    }
    default:
      throw new RangeError(`findFiles: unknown data set ${name satisfies never}`);
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // missing, unreadable or no folder: nothing to be found there
  }
}
