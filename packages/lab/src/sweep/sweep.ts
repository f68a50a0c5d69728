/** Runs the remaining cells of a sweep and returns all results. */
import { type Display, describeProgress } from "../describeProgress";
import { type Cell, cellsOf, distinctCells, type SweepConfig } from "./cells";
import type { RunCells } from "./pool";
import type { Failure, ResultStore, StoredCell } from "./resultStore";
import { saveSweep } from "./savedSweep";
import { cellsOfShard, type Shard } from "./shard";

export interface SweepOptions {
  sweep: SweepConfig;
  store: ResultStore;
  dataDir: string;
  processes: number;
  runCells: RunCells;
  display: Display;
  /** Milliseconds. */
  now: () => number;
  /** Runs only this part of the sweep. */
  shard?: Shard;
}

export interface Swept {
  cells: Cell[];
  results: Map<string, StoredCell>;
  /** The runs that failed in this session, by id. */
  failures: Map<string, Failure>;
  /** How many cells an earlier session had finished. */
  kept: number;
}

/**
 * A cell that fails does not stop the others. Finished cells stay in the store, and the next sweep continues from there and
 * tries the failed ones again.
 */
export async function runSweep({
  sweep,
  store,
  dataDir,
  processes,
  runCells,
  display,
  now,
  shard,
}: SweepOptions): Promise<Swept> {
  const cells = cellsOf(sweep);
  const results = await store.load();
  await saveSweep(store, sweep);
  const mine = shard === undefined ? distinctCells(cells) : cellsOfShard(cells, shard);
  const left = mine.filter(({ id }) => !results.has(id));
  const kept = mine.length - left.length;
  const name = shard === undefined ? sweep.name : `${sweep.name}, shard ${shard.index} of ${shard.count}`;
  const runs = mine.length === 1 ? "1 run" : `${mine.length} runs`;
  display.say(`${name}: ${runs}${kept === 0 ? "" : `, ${kept} of them finished before`}`);
  const started = now();
  const underway = new Map<string, number>(); // the finished share of each started run
  const failures = new Map<string, Failure>();
  let done = 0;
  const show = () =>
    display.show(
      `${name}: ${describeProgress({
        done,
        total: left.length,
        underway: [...underway.values()],
        elapsedSeconds: (now() - started) / 1000,
      })}`,
    );
  const ended = (id: string) => {
    done++;
    underway.delete(id);
    show();
  };
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
      ended(id);
    },
    onFailure: async ({ id, place }, { message }) => {
      const failure = { place, error: message };
      await store.fail(id, failure);
      failures.set(id, failure);
      ended(id);
    },
  });
  return { cells, results, failures, kept };
}
