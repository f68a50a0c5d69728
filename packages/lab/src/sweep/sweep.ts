/** Runs the remaining cells of a sweep and returns all results. */
import { type Display, describeProgress } from "../describeProgress";
import { type Cell, cellsOf, type SweepConfig } from "./cells";
import type { RunCells } from "./pool";
import type { ResultStore, StoredCell } from "./resultStore";

export interface SweepOptions {
  sweep: SweepConfig;
  store: ResultStore;
  dataDir: string;
  processes: number;
  runCells: RunCells;
  display: Display;
  /** Milliseconds. */
  now: () => number;
}

export interface Swept {
  cells: Cell[];
  results: Map<string, StoredCell>;
  /** How many cells an earlier session had finished. */
  kept: number;
}

/** @throws Error when a cell fails. Finished cells stay in the store, and the next sweep continues from there. */
export async function runSweep({
  sweep,
  store,
  dataDir,
  processes,
  runCells,
  display,
  now,
}: SweepOptions): Promise<Swept> {
  const cells = cellsOf(sweep);
  const results = await store.load();
  const distinct = [...new Map(cells.map((cell) => [cell.id, cell])).values()];
  const left = distinct.filter(({ id }) => !results.has(id));
  const kept = distinct.length - left.length;
  const runs = distinct.length === 1 ? "1 run" : `${distinct.length} runs`;
  display.say(`${sweep.name}: ${runs}${kept === 0 ? "" : `, ${kept} of them finished before`}`);
  const started = now();
  const underway = new Map<string, number>(); // the finished share of each started run
  let done = 0;
  const show = () =>
    display.show(
      `${sweep.name}: ${describeProgress({
        done,
        total: left.length,
        underway: [...underway.values()],
        elapsedSeconds: (now() - started) / 1000,
      })}`,
    );
  await runCells({
    cells: left,
    processes,
    dataDir,
    onShare: (id, share) => {
      underway.set(id, share);
      show();
    },
    onCell: async (id, cell) => {
      await store.keep(id, cell);
      results.set(id, cell);
      done++;
      underway.delete(id);
      show();
    },
  });
  return { cells, results, kept };
}
