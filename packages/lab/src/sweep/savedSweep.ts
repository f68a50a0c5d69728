/** A folder of results holds the sweep that it belongs to, so that its report can be written again. */
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "@honest-majority/protocol";
import { SweepConfig } from "./cells";
import type { ResultStore } from "./resultStore";

const FILE = "sweep.json";

export function saveSweep(store: ResultStore, sweep: SweepConfig): Promise<void> {
  return store.write(FILE, `${JSON.stringify(sweep, null, 1)}\n`);
}

/**
 * undefined if the folder holds no sweep.
 *
 * @throws UserError for one that this version cannot read.
 */
export async function savedSweep(
  store: Pick<ResultStore, "read" | "folder">,
): Promise<SweepConfig | undefined> {
  const text = await store.read(FILE);
  if (text === undefined) return undefined;
  try {
    return SweepConfig.parse(JSON.parse(text));
  } catch (error) {
    throw new UserError(
      "input",
      `${join(store.folder, FILE)} is damaged, or of another version: start its sweep again, which writes it and keeps the finished runs`,
      { cause: error },
    );
  }
}

/** The names of the sweeps in a folder of results. */
export async function sweepsIn(out: string): Promise<string[]> {
  const names = existsSync(out) ? await readdir(out) : [];
  return names.filter((name) => existsSync(join(out, name, FILE))).sort();
}
