/** Runs the remaining cells of a sweep and returns all results. */
import { type Display, describeProgress } from "../describeProgress";
import { type Cell, cellsOf, distinctCells, type SweepConfig } from "./cells";
import { extendedCells } from "./extend";
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
  /** Of the program that runs it; kept with each run. */
  commit?: string;
  hardware?: string;
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
  commit,
  hardware,
  now,
  shard,
}: SweepOptions): Promise<Swept> {
  const results = await store.load();
  await saveSweep(store, sweep);
  const failures = new Map<string, Failure>();
  const name = shard === undefined ? sweep.name : `${sweep.name}, shard ${shard.index} of ${shard.count}`;
  /** A shard lacks the others' results, so it extends no grid. */
  const planned = () =>
    shard === undefined ? distinctCells(extendedCells(sweep, results)) : cellsOfShard(cellsOf(sweep), shard);
  const mine = planned();
  const left = mine.filter(({ id }) => !results.has(id));
  const kept = mine.length - left.length;
  const runs = mine.length === 1 ? "1 run" : `${mine.length} runs`;
  display.say(`${name}: ${runs}${kept === 0 ? "" : `, ${kept} of them finished before`}`);
  const tried = new Set<string>();
  for (let next = left; ; ) {
    await runAll(next);
    for (const { id } of next) tried.add(id);
    next = planned().filter(({ id }) => !results.has(id) && !tried.has(id));
    if (next.length === 0) break;
    const more = next.length === 1 ? "1 more run" : `${next.length} more runs`;
    display.say(
      `${name}: the best ${sweep.best} lies at an end of its list in some cells: ${more} beyond it`,
    );
  }
  return { cells: extendedCells(sweep, results), results, failures, kept };

  async function runAll(cells: readonly Cell[]): Promise<void> {
    const started = now();
    const underway = new Map<string, number>(); // the finished share of each started run
    let done = 0;
    const show = () =>
      display.show(
        `${name}: ${describeProgress({
          done,
          total: cells.length,
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
      cells,
      processes,
      dataDir,
      onShare: (id, share) => {
        underway.set(id, share);
        show();
      },
      onCell: async (id, found) => {
        const cell = {
          ...found,
          ...(commit !== undefined && { commit }),
          ...(hardware !== undefined && { hardware }),
        };
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
  }
}
