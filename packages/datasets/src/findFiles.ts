/** Looks for the files of a data set by name; opens none of them. */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { FileDataset } from "@honest-majority/learning/facts";
import { downloadCommand } from "./fileDatasets";

export type FoundFiles =
  /** Paths, in the order of the data set's file names. */
  { complete: true; train: string[]; test: string[] } | { complete: false; missing: string };

/** The files in the first folder that has every file; otherwise what the first folder with some files lacks. `program`: see `typed`. */
export function findFiles(entry: FileDataset, dataDir: string, program: string): FoundFiles {
  const { dataset, files } = entry;
  const places = [join(dataDir, dataset), dataDir, join(dataDir, `${dataset}-subset`)];
  const { archiveFolder } = files.download;
  const folders =
    archiveFolder === undefined ? places : places.flatMap((place) => [place, join(place, archiveFolder)]);
  let nearest: string | undefined;
  for (const folder of folders) {
    const { train, test, absent } = lookInto(folder, entry);
    if (absent.length === 0) return { complete: true, train, test };
    if (train.length + test.length > 0)
      nearest ??= `${absent.join(" and ")} ${absent.length > 1 ? "are" : "is"} not in ${folder}`;
  }
  const missing = nearest ?? `no file of ${dataset} in ${places.slice(0, -1).join(", ")} or ${places.at(-1)}`;
  return { complete: false, missing: `${missing}: run "${downloadCommand(entry, dataDir, program)}"` };
}

function lookInto(folder: string, { files }: FileDataset) {
  const listed = new Set(list(folder));
  const pathOf = (name: string) => {
    const file = [`${name}.gz`, name].find((candidate) => listed.has(candidate));
    return file === undefined ? [] : [join(folder, file)];
  };
  const isAbsent = (name: string) => pathOf(name).length === 0;
  const train = files.train.flatMap(pathOf);
  const absent = [...trainAbsent(files, files.train.filter(isAbsent)), ...files.test.filter(isAbsent)];
  return { train, test: files.test.flatMap(pathOf), absent };
}

function trainAbsent(
  { train, trainNeeds }: FileDataset["files"],
  absent: readonly string[],
): readonly string[] {
  if (trainNeeds === "all") return absent;
  return absent.length < train.length ? [] : [`${train[0]} (or another of the ${train.length})`];
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // a folder that is missing or cannot be read holds no file
  }
}
