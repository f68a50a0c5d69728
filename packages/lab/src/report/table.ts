/** A sweep's entries as a Markdown table with the paper's numbers, and as CSV. Pure. */
import { nameOf, type Preset } from "../presets/preset";
import { type Gap, isGap } from "../sweep/gaps";
import type { Entry } from "../sweep/summary";
import { csvText } from "./csv";

export interface Layout extends Pick<Preset, "rows" | "quantity"> {
  /** Without it, the table has one column of numbers. */
  column: string | undefined;
  /** The field along whose values the best cell is bold; if unset, the column's. */
  compared?: string;
  /** The number that a paper prints for a cell. */
  paper?: Preset["paper"];
  /** What else a cell says after its number. */
  note?(entry: Entry): string;
}

/**
 * One row for each combination of the row fields, one column for each value of the column field. A cell reads
 * "measured ± deviation (paper)". Of the cells that differ only in the compared field, the best measured one is bold, if there
 * are several. A cell that lacks runs is a dash, or says how many of its runs failed. If entries have it, a column follows with what choosing on the test set gives.
 */
export function markdownTable(shown: readonly (Entry | Gap)[], layout: Layout): string {
  const { rows, column, quantity } = layout;
  const valueAt = ({ place }: Entry | Gap) => (column === undefined ? undefined : place[column]);
  const columns = [...new Map(shown.map((cell) => [JSON.stringify(valueAt(cell)), valueAt(cell)])).values()];
  const keys = new Map<string, (Entry | Gap)[]>();
  for (const cell of shown) {
    const key = JSON.stringify(rows.map((field) => cell.place[field]));
    keys.set(key, [...(keys.get(key) ?? []), cell]);
  }
  const named = columns.map((value) =>
    column === undefined ? quantity.axis : `${column} = ${nameOf(value)}`,
  );
  const second =
    quantity.hasByTest === true && shown.some((cell) => !isGap(cell) && cell.byTest !== undefined);
  const head = [...rows, ...named.flatMap((name) => (second ? [name, "by test"] : [name]))];
  const isBest = bestOf(shown, layout);
  const lines = [...keys.values()].map((group) => {
    const fields = columns.flatMap((value) => {
      const cell = group.find((one) => JSON.stringify(valueAt(one)) === JSON.stringify(value));
      const text = textOf(cell, layout);
      return [
        cell !== undefined && isBest(cell) ? `**${text}**` : text,
        ...(second ? [byTestText(cell, layout)] : []),
      ];
    });
    return [...rows.map((field) => nameOf(group[0].place[field])), ...fields];
  });
  return [head, head.map((_, i) => (i < rows.length ? "---" : "---:")), ...lines]
    .map((fields) => `| ${fields.join(" | ")} |`)
    .join("\n");
}

/** Tells the best measured cells among those that differ only in the compared field. One alone is not compared. */
function bestOf(
  shown: readonly (Entry | Gap)[],
  { rows, column, compared = column, quantity }: Layout,
): (cell: Entry | Gap) => boolean {
  if (compared === undefined) return () => false;
  const others = [...rows, ...(column === undefined ? [] : [column])].filter((field) => field !== compared);
  const keyOf = ({ place }: Entry | Gap) => JSON.stringify(others.map((field) => place[field]));
  return (cell) => {
    const key = keyOf(cell);
    const measured = shown.flatMap((one) =>
      isGap(one) || keyOf(one) !== key ? [] : [quantity.of(one).mean],
    );
    if (isGap(cell) || measured.length < 2) return false;
    const best = quantity.best === "most" ? Math.max(...measured) : Math.min(...measured);
    return quantity.of(cell).mean === best;
  };
}

function textOf(cell: Entry | Gap | undefined, layout: Layout): string {
  if (cell === undefined) return "–";
  if (isGap(cell)) return cell.failed === 0 ? "–" : `failed: ${cell.failed} of ${cell.runs}`;
  return describe(cell, layout);
}

/** "same" if choosing on the test set chooses the same runs. */
function byTestText(cell: Entry | Gap | undefined, { quantity }: Layout): string {
  if (cell === undefined || isGap(cell) || cell.byTest === undefined) return "–";
  const { best, accuracy } = cell.byTest;
  if (best === cell.best) return "same";
  const spread = cell.seeds > 1 ? ` ± ${quantity.print(accuracy.deviation)}` : "";
  return `${quantity.print(accuracy.mean)}${spread} (${nameOf(best)})`;
}

function describe(entry: Entry, { quantity, paper, note }: Layout): string {
  const { of, print } = quantity;
  const papers = paper?.(entry.place);
  const { seeds, diverged, weakness, edge, remark } = entry;
  const { mean, deviation } = of(entry);
  const spread = seeds > 1 ? ` ± ${print(deviation)}` : "";
  const marks = [
    ...(weakness === undefined ? [] : [WEAK_MARK]),
    ...(edge === undefined ? [] : [EDGE_MARK]),
    ...(remark === undefined ? [] : [remark.mark]),
  ];
  const mark = marks.map((one) => ` ${one}`).join("");
  const fate = diverged === 0 ? "" : seeds === 1 ? " diverged" : ` diverged in ${diverged} of ${seeds}`;
  return `${print(mean)}${spread}${mark}${fate}${papers === undefined ? "" : ` (${papers.toFixed(2)})`}${note?.(entry) ?? ""}`;
}

/** Marks a cell whose attack is weak or none by its own formula. */
const WEAK_MARK = "†";

/** Marks a cell whose best value lies at an end of the values tried. */
const EDGE_MARK = "‡";

/** What the marks in the table mean, a line each. */
export function notesOn(entries: readonly Entry[], best: string): string[] {
  const reasons = new Set(entries.flatMap(({ weakness }) => weakness ?? []));
  const remarks = new Set(entries.flatMap(({ remark }) => (remark ? `${remark.mark} ${remark.reason}` : [])));
  const ends = new Set(
    entries.flatMap(({ edge, best }) => (edge === undefined ? [] : [`the ${edge} (${best})`])),
  );
  return [
    ...[...reasons].map((reason) => `${WEAK_MARK} ${reason}`),
    ...remarks,
    ...(ends.size === 0
      ? []
      : [
          `${EDGE_MARK} The best ${best} is ${[...ends].join(", ")} that was tried: a better one may lie beyond.`,
        ]),
  ];
}

/** One line for each entry, with accuracies as shares. */
export function csv(entries: readonly Entry[], paper: Preset["paper"]): string {
  const fields = [...new Set(entries.flatMap(({ place }) => Object.keys(place)))];
  const attacked = entries.some(({ attackSuccess }) => attackSuccess !== undefined);
  const second = entries.some(({ byTest }) => byTest !== undefined);
  const head = [...fields, "best", "accuracy", "deviation", "seeds", "diverged", "seconds", "paper"];
  if (attacked) head.push("attack success");
  if (second) head.push(...BY_TEST);
  const lines = entries.map((entry) => {
    const { place, best, accuracy, seeds, diverged, seconds } = entry;
    const numbers = [
      accuracy.mean,
      accuracy.deviation,
      seeds,
      diverged,
      Number(seconds.mean.toFixed(1)),
      paper(place),
      ...(attacked ? [entry.attackSuccess?.mean] : []),
      ...(second ? byTestFields(entry) : []),
    ];
    return [
      ...fields.map((field) => nameOf(place[field])),
      best === undefined ? "" : nameOf(best),
      ...numbers,
    ];
  });
  return csvText(head, lines);
}

/** The CSV columns of an entry whose value was chosen on the validation split. */
export const BY_TEST = ["validation", "best by test", "accuracy by test", "deviation by test"] as const;

export function byTestFields(cell: Entry | Gap): (string | number | undefined)[] {
  if (isGap(cell)) return BY_TEST.map(() => undefined);
  const { validation, byTest } = cell;
  if (byTest === undefined) return [validation?.mean, undefined, undefined, undefined];
  return [validation?.mean, nameOf(byTest.best), byTest.accuracy.mean, byTest.accuracy.deviation];
}
