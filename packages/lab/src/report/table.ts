/** A sweep's entries as a Markdown table with the paper's numbers, and as CSV. Pure. */
import { nameOf, type Preset, valuesOf } from "../presets/preset";
import type { Quantity } from "../presets/quantity";
import type { Entry } from "../sweep/summary";

type Layout = Pick<Preset, "rows" | "column" | "paper" | "quantity">;

/**
 * One row for each combination of the row fields, one column for each value of the column field. A cell reads
 * "measured ± deviation (paper)". The best measured one of a row with several columns is bold.
 */
export function markdownTable(entries: readonly Entry[], { rows, column, paper, quantity }: Layout): string {
  const columns = valuesOf(entries, column);
  const keys = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = JSON.stringify(rows.map((field) => entry.place[field]));
    keys.set(key, [...(keys.get(key) ?? []), entry]);
  }
  const head = [...rows, ...columns.map((value) => `${column} = ${nameOf(value)}`)];
  const lines = [...keys.values()].map((group) => {
    const measured = group.map((entry) => quantity.of(entry).mean);
    const best = quantity.best === "most" ? Math.max(...measured) : Math.min(...measured);
    const fields = columns.map((value) => {
      const entry = group.find(({ place }) => JSON.stringify(place[column]) === JSON.stringify(value));
      if (entry === undefined) return "–";
      const text = describe(entry, quantity, paper(entry.place));
      return columns.length > 1 && quantity.of(entry).mean === best ? `**${text}**` : text;
    });
    return [...rows.map((field) => nameOf(group[0].place[field])), ...fields];
  });
  return [head, head.map((_, i) => (i < rows.length ? "---" : "---:")), ...lines]
    .map((fields) => `| ${fields.join(" | ")} |`)
    .join("\n");
}

function describe(entry: Entry, { of, print }: Quantity, paper: number | undefined): string {
  const { seeds, diverged, weakness } = entry;
  const { mean, deviation } = of(entry);
  const spread = seeds > 1 ? ` ± ${print(deviation)}` : "";
  const fate = diverged > 0 ? " diverged" : "";
  const mark = weakness === undefined ? "" : ` ${WEAK_MARK}`;
  return `${print(mean)}${spread}${mark}${fate}${paper === undefined ? "" : ` (${paper.toFixed(2)})`}`;
}

/** Marks a cell whose attack is weak or none by its own formula. */
const WEAK_MARK = "†";

/** What the marks in the table mean, a line each. */
export function notesOn(entries: readonly Entry[]): string[] {
  const reasons = new Set(entries.flatMap(({ weakness }) => weakness ?? []));
  return [...reasons].map((reason) => `${WEAK_MARK} ${reason}`);
}

/** One line for each entry, with accuracies as shares. */
export function csv(entries: readonly Entry[], paper: Layout["paper"]): string {
  const fields = [...new Set(entries.flatMap(({ place }) => Object.keys(place)))];
  const head = [...fields, "best", "accuracy", "deviation", "seeds", "diverged", "seconds", "paper"];
  const lines = entries.map((entry) => {
    const { place, best, accuracy, seeds, diverged, seconds } = entry;
    const numbers = [
      accuracy.mean,
      accuracy.deviation,
      seeds,
      diverged,
      Number(seconds.mean.toFixed(1)),
      paper(place),
    ];
    return [
      ...fields.map((field) => nameOf(place[field])),
      best === undefined ? "" : nameOf(best),
      ...numbers,
    ];
  });
  return `${[head, ...lines].map((line) => line.map(quoted).join(",")).join("\n")}\n`;
}

function quoted(value: string | number | undefined): string {
  const text = value === undefined ? "" : String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
