/** Which values of a table's row fields give the same runs: two rules, for example, that keep the same update in every round. Pure. */
import { nameOf } from "../presets/preset";
import type { Cell } from "../sweep/cells";
import type { StoredCell } from "../sweep/resultStore";
import { CHANCE } from "../verdicts/paired";

interface Pair {
  names: readonly [string, string];
  /** Pairs of runs that differ only in this field, by their ids. */
  all: Set<string>;
  equal: Set<string>;
}

type Results = ReadonlyMap<string, Pick<StoredCell, "final" | "curve">>;

/** A sentence for each field with such values; empty without. Runs at chance are left out: all that fail may end there. */
export function equalRuns(cells: readonly Cell[], results: Results, rows: readonly string[]): string[] {
  return rows.flatMap((field) => {
    const found = pairsOf(cells, results, field)
      .filter(({ equal }) => equal.size > 0)
      .map(({ names: [one, other], all, equal }) => `${one} and ${other}, ${equal.size} of ${all.size}`);
    if (found.length === 0) return [];
    return [
      `Pairs of runs that differ only in ${field} and are equal to the bit in every measured test accuracy and loss, runs at chance aside: ${found.join("; ")}.`,
    ];
  });
}

function pairsOf(cells: readonly Cell[], results: Results, field: string): Pair[] {
  const others = new Map<string, Cell[]>(); // by the place without the field
  for (const cell of cells) {
    const { [field]: _, ...rest } = cell.place;
    const key = JSON.stringify(rest);
    others.set(key, [...(others.get(key) ?? []), cell]);
  }
  const pairs = new Map<string, Pair>();
  for (const group of others.values()) {
    for (const [i, one] of group.entries()) {
      for (const other of group.slice(i + 1)) {
        const [a, b] = [results.get(one.id), results.get(other.id)];
        if (a === undefined || b === undefined || one.id === other.id) continue;
        const names = [one, other].map(({ place }) => nameOf(place[field])) as [string, string];
        const pair = pairs.get(names.join()) ?? { names, all: new Set(), equal: new Set() };
        pairs.set(names.join(), pair);
        pair.all.add(`${one.id} ${other.id}`);
        const isEqual = a.final.accuracy > CHANCE && measured(a) === measured(b);
        if (isEqual) pair.equal.add(`${one.id} ${other.id}`);
      }
    }
  }
  return [...pairs.values()];
}

/** Without the loss on batches, which versions of the program averaged over different workers. */
function measured({ final, curve }: Pick<StoredCell, "final" | "curve">): string {
  return JSON.stringify([final, curve.rounds, curve.accuracy, curve.loss]);
}
