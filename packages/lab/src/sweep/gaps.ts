import type { Cell } from "./cells";
import { entryGroups, placeIn, type Selection } from "./selection";
import type { CellResult, Entry } from "./summary";

/** A cell of the table that lacks runs. */
export interface Gap {
  place: Record<string, unknown>;
  runs: number;
  missing: number;
  /** How many of the missing runs failed. */
  failed: number;
}

/** The entries, and a gap for each cell of the table without one, in the table's order. */
export function withGaps(
  entries: readonly Entry[],
  {
    cells,
    results,
    failures,
    selection,
  }: {
    cells: readonly Cell[];
    results: ReadonlyMap<string, CellResult>;
    failures: ReadonlyMap<string, unknown>;
    selection: Selection;
  },
): (Entry | Gap)[] {
  const byPlace = new Map(entries.map((entry) => [JSON.stringify(entry.place), entry]));
  return entryGroups(cells, selection).map((group) => {
    const place = placeIn(group[0].place, selection);
    const missing = group.filter(({ id }) => !results.has(id));
    const failed = missing.filter(({ id }) => failures.has(id)).length;
    return (
      byPlace.get(JSON.stringify(place)) ?? { place, runs: group.length, missing: missing.length, failed }
    );
  });
}

export const isGap = (cell: Entry | Gap): cell is Gap => "missing" in cell;
