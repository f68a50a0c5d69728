/** A folder of results holds the sweep that it belongs to, so that its report can be written again. */
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { SweepConfig } from "./cells";
import type { ResultStore } from "./resultStore";

const FILE = "sweep.json";

export function saveSweep(store: ResultStore, sweep: SweepConfig): Promise<void> {
  return store.write(FILE, `${JSON.stringify(sweep, null, 1)}\n`);
}

/** undefined if the folder holds no sweep, or one that this version cannot read. */
export async function savedSweep(store: Pick<ResultStore, "read">): Promise<SweepConfig | undefined> {
  const text = await store.read(FILE);
  if (text === undefined) return undefined;
  try {
    return SweepConfig.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** The names of the sweeps in a folder of results. */
export async function sweepsIn(out: string): Promise<string[]> {
  const names = existsSync(out) ? await readdir(out) : [];
  return names.filter((name) => existsSync(join(out, name, FILE))).sort();
}
