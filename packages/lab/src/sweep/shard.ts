/** Deals a sweep's runs to several machines. Pure. */
import type { RunConfig } from "@honest-majority/protocol";
import { type Cell, distinctCells } from "./cells";

/** One of `count` parts of a sweep. */
export interface Shard {
  /** From 1. */
  index: number;
  count: number;
}

/** A rough count of a worker's work in a step that does not depend on its batch, in examples: the rule, the codec, messages. */
const EXAMPLES_PER_STEP = 8;

/**
 * The runs of one shard. Each run is in exactly one shard. The longest runs are dealt first, each to the shard with the least
 * work so far, so that the shards get about the same work. Which runs are finished makes no difference.
 */
export function cellsOfShard(cells: readonly Cell[], { index, count }: Shard): Cell[] {
  const distinct = distinctCells(cells);
  const byWork = distinct
    .map((cell) => ({ id: cell.id, work: workOf(cell.config) }))
    .sort((a, b) => b.work - a.work || (a.id < b.id ? -1 : 1));
  const loads = new Array<number>(count).fill(0);
  const mine = new Set<string>();
  for (const { id, work } of byWork) {
    const least = loads.indexOf(Math.min(...loads));
    loads[least] += work;
    if (least === index - 1) mine.add(id);
  }
  return distinct.filter(({ id }) => mine.has(id));
}

export function workOf({ rounds, workers, localSteps, batchSize }: RunConfig): number {
  return rounds * workers * localSteps * (batchSize + EXAMPLES_PER_STEP);
}
