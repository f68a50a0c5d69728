/** Extends the grid of the optimized field where the best value lies at its edge: the true best may lie beyond. Pure. */
import { baseOf, type Cell, cellAt, cellsOf, type SweepConfig } from "./cells";
import { chosenOf, edgeOf, entryGroups, selectionOf } from "./selection";
import type { CellResult } from "./summary";

/**
 * Every run of a sweep, with the runs by which its results so far extend its grids. A cell of the table whose runs are all
 * finished, and whose best value is the smallest or the largest tried, gets one more value beyond, with all seeds: until the
 * best is inside, or `extend` values were added on that side. The same sweep and results give the same runs.
 */
export function extendedCells(sweep: SweepConfig, results: ReadonlyMap<string, CellResult>): Cell[] {
  const { extend, best, over } = sweep;
  const given = (over[best] ?? []).filter((value): value is number => typeof value === "number" && value > 0);
  const cells = cellsOf(sweep);
  if (extend === 0 || given.length < 2 || given.length !== over[best]?.length) return cells;
  for (;;) {
    const added = entryGroups(cells, selectionOf(sweep)).flatMap((group) => {
      const next = beyond(group, given, results, sweep);
      return next === undefined ? [] : runsWith(group, next, sweep);
    });
    if (added.length === 0) return cells;
    cells.push(...added);
  }
}

function beyond(
  group: readonly Cell[],
  given: readonly number[],
  results: ReadonlyMap<string, CellResult>,
  sweep: SweepConfig,
): number | undefined {
  if (!group.every(({ id }) => results.has(id))) return undefined;
  const { best, extend } = sweep;
  const values = valuesIn(group, best);
  const edge = edgeOf(group, best, chosenOf(group, results, selectionOf(sweep)).value);
  if (edge === undefined) return undefined;
  const ordered = edge === "largest" ? values : values.toReversed();
  const [inner, last] = ordered.slice(-2);
  const limit = edge === "largest" ? Math.max(...given) : Math.min(...given);
  const outside = values.filter((value) => (edge === "largest" ? value > limit : value < limit)).length;
  return outside < extend ? Number(((last * last) / inner).toPrecision(2)) : undefined;
}

/** Ascending. */
function valuesIn(group: readonly Cell[], best: string): number[] {
  return [...new Set(group.map(({ place }) => Number(place[best])))].sort((a, b) => a - b);
}

/** The runs of a cell with another value of the optimized field. */
function runsWith(group: readonly Cell[], value: number, sweep: SweepConfig): Cell[] {
  const { best } = sweep;
  const first = group[0].place[best];
  return group
    .filter(({ place }) => place[best] === first)
    .map(({ place }) => cellAt(baseOf(sweep), { ...place, [best]: value }));
}
