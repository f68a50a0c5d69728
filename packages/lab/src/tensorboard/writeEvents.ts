/** Writes runs as event files for TensorBoard, which shows each folder as a run. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { eventFile, type Scalar } from "@honest-majority/records";
import { distinctCells, type SweepConfig } from "../sweep/cells";
import { extendedCells } from "../sweep/extend";
import type { ResultStore } from "../sweep/resultStore";
import { writeWhole } from "../sweep/wholeFile";
import { runName, runScalars } from "./runScalars";

/** TensorBoard reads files with `tfevents` in their name. It is always the same, so that a run that is written again replaces itself. */
const FILE = "events.out.tfevents.0";

export async function writeRun(folder: string, name: string, scalars: readonly Scalar[]): Promise<void> {
  const own = join(folder, name);
  await mkdir(own, { recursive: true });
  await writeWhole(join(own, FILE), eventFile(scalars));
}

/**
 * Writes each finished run of a sweep, and returns how many there are. A run that several cells of the table share is
 * written once, under one of their places.
 */
export async function writeSweepRuns(
  folder: string,
  sweep: SweepConfig,
  store: ResultStore,
): Promise<number> {
  const results = await store.load();
  const cells = distinctCells(extendedCells(sweep, results)).filter(({ id }) => results.has(id));
  for (const { id, place, config } of cells) {
    const result = results.get(id);
    if (result === undefined) continue;
    await writeRun(folder, runName(place), runScalars(config, result.curve, result.seconds));
  }
  return cells.length;
}
