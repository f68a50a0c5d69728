/** Which of the runs of a table's cell are shown: those of the best η₀, chosen on validation or on test pictures. Pure. */
import type { Cell, SweepConfig } from "./cells";
import { isSeed } from "./seeds";
import type { CellResult } from "./summary";

export const SELECTS = ["validation", "test"] as const;
export type Select = (typeof SELECTS)[number];

/** How the runs of a cell of the table become one number. */
export interface Selection {
  /** Of the runs that differ only in this field, the seeds and `worst`, those with the highest mean are shown. */
  best: string;
  /** Of the runs that differ only in this field and the seeds, those with the lowest mean count, as in ByzFL. */
  worst?: string;
  /** The pictures on which the best is chosen. What is shown was measured on the test set. */
  on: Select;
}

export function selectionOf({ best, worst, select }: SweepConfig): Selection {
  return { best, worst, on: select };
}

/** The share of the training set on which a sweep chooses the best value of a field, unless it sets `validation` itself. */
export const VALIDATION_SHARE = 0.1;

type Results = ReadonlyMap<string, CellResult>;

/** Without the fields over which a cell of the table has several runs. */
export function placeIn(
  place: Record<string, unknown>,
  { best, worst }: Pick<Selection, "best" | "worst">,
): Record<string, unknown> {
  const isOne = (field: string) => field !== best && field !== worst && !isSeed(field);
  return Object.fromEntries(Object.entries(place).filter(([field]) => isOne(field)));
}

/** The runs of each cell of the table, in the table's order. */
export function entryGroups(cells: readonly Cell[], selection: Selection): Cell[][] {
  return groups(cells, ({ place }) => placeIn(place, selection));
}

/** The runs that a cell of the table shows. */
export interface Chosen {
  /** The chosen value of the optimized field. */
  value: unknown;
  /** One for each seed. */
  runs: readonly Cell[];
  /** The value of the field `worst` in these runs; undefined if its values all give the same runs, as attacks that nobody plays. */
  worst: unknown;
}

/**
 * The value of the optimized field with the highest mean accuracy over the seeds, which with `worst` is the lowest of such
 * means over that field; and of that value's runs those that did worst on the test set. A tie goes to the value listed
 * first. All runs must be finished.
 */
export function chosenOf(group: readonly Cell[], results: Results, { best, worst, on }: Selection): Chosen {
  const parts = (runs: readonly Cell[]) =>
    groups(runs, ({ place }) => (worst === undefined ? null : place[worst])).map((cells) => ({
      cells,
      mean: (pictures: Select) => meanOf(cells.map(({ id }) => accuracyOn(results.get(id), pictures))),
    }));
  const choices = groups(group, ({ place }) => place[best]).map((runs) => {
    const lowest = Math.min(...parts(runs).map(({ mean }) => mean(on)));
    return { runs, lowest };
  });
  const chosen = choices.reduce((a, b) => (b.lowest > a.lowest ? b : a));
  const played = parts(chosen.runs);
  const { cells } = played.reduce((a, b) => (b.mean("test") < a.mean("test") ? b : a));
  const [{ place }] = cells;
  const isSame = played.length > 1 && new Set(chosen.runs.map(({ id }) => id)).size === cells.length;
  return { value: place[best], runs: cells, worst: worst === undefined || isSame ? undefined : place[worst] };
}

/** NaN if it was not measured on these pictures. */
export function accuracyOn(result: CellResult | undefined, on: Select): number {
  const measured = on === "test" ? result?.final.accuracy : result?.final.validation;
  return measured ?? Number.NaN;
}

export type Edge = "smallest" | "largest";

/** Whether a value is the smallest or the largest that was tried; undefined if it is neither, or the only one. */
export function edgeOf(group: readonly Cell[], best: string, value: unknown): Edge | undefined {
  const values = group.map(({ place }) => place[best]).filter((one) => typeof one === "number");
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (least === most || typeof value !== "number") return undefined;
  return value === least ? "smallest" : value === most ? "largest" : undefined;
}

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Groups cells by key, with the keys in the order of their first cells. */
function groups(cells: readonly Cell[], key: (cell: Cell) => unknown): Cell[][] {
  const found = new Map<string, Cell[]>();
  for (const cell of cells) {
    const name = JSON.stringify(key(cell)) ?? "";
    found.set(name, [...(found.get(name) ?? []), cell]);
  }
  return [...found.values()];
}
