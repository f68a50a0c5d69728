/** Brings the finished runs of one sweep together, from folders and exported files. */
import { stat } from "node:fs/promises";
import { UserError } from "@honest-majority/protocol";
import { type Cell, cellsOf, type SweepConfig } from "./cells";
import { readCompact } from "./compact";
import { extendedCells } from "./extend";
import { readText } from "./readText";
import { type Failure, type ResultStore, resultStore, type StoredCell } from "./resultStore";
import { savedSweep, saveSweep } from "./savedSweep";

/** The runs of a sweep in one place. */
interface Source {
  path: string;
  sweep: SweepConfig;
  results: ReadonlyMap<string, StoredCell>;
  failures: ReadonlyMap<string, Failure>;
}

export interface Merged {
  sweep: SweepConfig;
  /** How many runs were copied. */
  copied: number;
}

/**
 * Copies the finished runs of `from` that `into` lacks, and what failed elsewhere and has no result.
 *
 * @throws UserError, before anything is written, if the sources are not of one sweep, or if they have different results of
 * the same run.
 */
export async function mergeSweeps(into: ResultStore, from: readonly string[]): Promise<Merged> {
  const sources = await Promise.all(from.map(readSource));
  const own = await savedSweep(into);
  const all = own === undefined ? sources : [await folderSource(into, own), ...sources];
  const [first, ...others] = all;
  for (const other of others) mustBeSameSweep(first, other);
  const known = new Map(all.flatMap(({ results }) => [...results]));
  const cells = extendedCells(first.sweep, known);
  const merged = new Map<string, { cell: StoredCell; path: string }>();
  for (const { path, results } of all) {
    for (const { id, place } of cells) {
      const cell = results.get(id);
      if (cell === undefined) continue;
      const before = merged.get(id);
      if (before === undefined) merged.set(id, { cell, path });
      else if (outcomeOf(before.cell) !== outcomeOf(cell))
        throw new UserError(
          "input",
          `the run ${id} at ${JSON.stringify(place)} has different results in ${before.path} and ${path}: ${percent(before.cell)} and ${percent(cell)}; remove the wrong one`,
        );
    }
  }
  const there = await into.load();
  await saveSweep(into, first.sweep);
  let copied = 0;
  for (const [id, { cell }] of merged) {
    if (there.has(id)) continue;
    await into.keep(id, cell);
    copied++;
  }
  for (const { failures } of sources) {
    for (const [id, failure] of failures) if (!merged.has(id)) await into.fail(id, failure);
  }
  return { sweep: first.sweep, copied };
}

async function readSource(path: string): Promise<Source> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw new UserError("usage", `${path}: there is no such folder or file`);
  if (!found.isDirectory()) return { path, ...readCompact(await readText(path), path), failures: new Map() };
  const store = resultStore(path);
  const sweep = await savedSweep(store);
  if (sweep === undefined)
    throw new UserError("usage", `${path}: it holds no sweep.json, as a sweep's folder does`);
  return folderSource(store, sweep);
}

async function folderSource(store: ResultStore, sweep: SweepConfig): Promise<Source> {
  return {
    path: store.folder,
    sweep,
    results: await store.load(),
    failures: await store.failures(),
  };
}

function mustBeSameSweep(a: Source, b: Source): void {
  if (a.sweep.name !== b.sweep.name)
    throw new UserError(
      "usage",
      `${b.path} holds the sweep ${b.sweep.name}, and ${a.path} holds ${a.sweep.name}: merge only parts of one sweep`,
    );
  const table = ({ sweep }: Source) => cellsOf(sweep).map(({ id, place }: Cell) => [id, place]);
  if (JSON.stringify(table(a)) !== JSON.stringify(table(b)))
    throw new UserError(
      "usage",
      `${a.path} and ${b.path} hold sweeps of the name ${a.sweep.name} with different settings: merge only parts of one sweep`,
    );
}

/** What two computations of one run must agree in. Durations and backends may differ. */
function outcomeOf({ final, curve }: StoredCell): string {
  const { accuracy, loss, rounds, diverged } = final;
  return JSON.stringify([accuracy, loss, rounds, diverged, curve.rounds, curve.accuracy]);
}

function percent({ final }: StoredCell): string {
  return `${(100 * final.accuracy).toFixed(2)} %`;
}
