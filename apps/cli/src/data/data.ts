import { defaultDataDir } from "@honest-majority/datasets/dataDir";
import {
  describeFetch,
  downloadable,
  downloadableDataset,
  fetchDataset,
} from "@honest-majority/datasets/download";
import { UserError } from "@honest-majority/protocol";
import type { Command } from "commander";
import { addFlags, type Flags } from "../commandLine";
import { displayOn } from "../display";

export function defineData(command: Command): void {
  addFlags(command, [
    {
      name: "dataDir",
      value: "folder",
      says: "the folder for the files; start the coordinator with the same folder",
      unset: defaultDataDir(process.env),
    },
    {
      name: "from",
      value: "address",
      says: "another address with the publisher's files, under the same names",
    },
  ]);
  command.argument("[name...]", downloadable().join(", ")).action(fetchAll);
}

async function fetchAll(
  names: string[],
  { dataDir = defaultDataDir(process.env), from }: Flags,
): Promise<void> {
  if (names.length === 0) throw new UserError("usage", `name a data set: ${downloadable().join(", ")}`);
  const display = displayOn(process.stdout);
  for (const name of names) {
    await fetchDataset({
      entry: downloadableDataset(name),
      dataDir,
      from,
      onProgress: (progress) => display.show(describeFetch(progress)),
      say: display.say,
    });
  }
}
