/** From finished cells to the numbers of a table: mean and deviation over seeds, the best of a field. Pure. */
import type { Cell } from "./cells";

export interface Final {
  /** Of the last evaluation, 0 … 1. */
  accuracy: number;
  /** null where it was not finite. */
  loss: number | null;
  /** Rounds that were closed. */
  rounds: number;
  diverged: boolean;
}

export interface CellResult {
  final: Final;
  seconds: number;
}

export interface Spread {
  mean: number;
  /** With n − 1; 0 of one value. */
  deviation: number;
}

export interface Entry {
  /** The fields of the table, without the seed and the one that the best was picked of. */
  place: Record<string, unknown>;
  /** The value picked; undefined where none was swept over. */
  best: unknown;
  /** Over the seeds. */
  accuracy: Spread;
  /** Of one run, over the seeds. */
  seconds: Spread;
  seeds: number;
  diverged: number;
}

/**
 * One entry for each place of the table whose runs are all there, in the table's order. Of the runs that differ in `best`
 * alone it shows those whose mean accuracy over the seeds is highest; a tie goes to the value named first.
 */
export function summarize(
  cells: readonly Cell[],
  results: ReadonlyMap<string, CellResult>,
  best: string,
): Entry[] {
  const entries: Entry[] = [];
  for (const group of groups(cells, ({ place }) => without(place, [best, "seed"]))) {
    if (!group.every(({ id }) => results.has(id))) continue;
    const candidates = groups(group, ({ place }) => without(place, ["seed"])).map((runs): Entry => {
      const outcomes = runs.flatMap(({ id }) => results.get(id) ?? []);
      return {
        place: without(runs[0].place, [best, "seed"]),
        best: runs[0].place[best],
        accuracy: spread(outcomes.map(({ final }) => final.accuracy)),
        seconds: spread(outcomes.map(({ seconds }) => seconds)),
        seeds: runs.length,
        diverged: outcomes.filter(({ final }) => final.diverged).length,
      };
    });
    entries.push(candidates.reduce((a, b) => (b.accuracy.mean > a.accuracy.mean ? b : a)));
  }
  return entries;
}

function spread(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0 };
}

function without(place: Record<string, unknown>, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(place).filter(([field]) => !fields.includes(field)));
}

/** Cells of one key together, keys in the order of their first cell. */
function groups(cells: readonly Cell[], key: (cell: Cell) => unknown): Cell[][] {
  const found = new Map<string, Cell[]>();
  for (const cell of cells) {
    const name = JSON.stringify(key(cell));
    found.set(name, [...(found.get(name) ?? []), cell]);
  }
  return [...found.values()];
}
