/** The figures of every sweep: its quantity over one field, and the curves of its runs. */
import { nameOf, valuesOf } from "../presets/preset";
import type { Quantity } from "../presets/quantity";
import type { Cell } from "../sweep/cells";
import type { StoredCell } from "../sweep/resultStore";
import { type Entry, summarize } from "../sweep/summary";
import { lineFigure } from "./figure";

export interface SweepToDraw {
  title: string;
  rows: readonly string[];
  column: string | undefined;
  quantity: Quantity;
  /** The field of which the table shows the best value. */
  best: string;
  cells: readonly Cell[];
  results: ReadonlyMap<string, StoredCell>;
  entries: readonly Entry[];
}

/** SVG by file name. */
export async function sweepFigures(sweep: SweepToDraw): Promise<Record<string, string>> {
  return {
    [`${sweep.quantity.name}.svg`]: await quantityFigure(sweep),
    "curves.svg": await curvesFigure(sweep),
  };
}

/** The quantity over the column field, with a panel for each value of the first row field and a line for each of the others. */
function quantityFigure({ title, rows, column = "", quantity, entries }: SweepToDraw): Promise<string> {
  const x = rows.includes("B") ? "B" : column;
  const others = [...rows, column].filter((field) => field !== x);
  const [panel, ...lines] = others;
  const numeric = entries.every(({ place }) => typeof place[x] === "number");
  return lineFigure({
    title,
    x: {
      title: x === "delta" ? "δ" : x,
      scale: numeric ? (x === "B" ? "log" : "linear") : "nominal",
    },
    y: { title: quantity.axis, scale: "linear" },
    points: entries.map((entry) => ({
      ...(panel === undefined ? {} : { panel: nameOf(entry.place[panel]) }),
      series: lines.map((field) => seriesName(field, entry.place[field])).join(", ") || quantity.name,
      x: numeric ? Number(entry.place[x]) : nameOf(entry.place[x] ?? quantity.name),
      y: quantity.of(entry).mean,
    })),
  });
}

function seriesName(field: string, value: unknown): string {
  if (field === "algorithm.normalized") return value === true ? "ByzSGDnm" : "ByzSGDm";
  if (field === "delta") return `δ = ${Number(value)}`;
  return typeof value === "number" || typeof value === "boolean"
    ? `${field} = ${nameOf(value)}`
    : nameOf(value);
}

/** Accuracy by round for the runs in the table: first seed, each cell's best value of the optimized field. */
function curvesFigure({ title, rows, best, cells, results }: SweepToDraw): Promise<string> {
  const [panel] = rows;
  const first = cells[0].config.seed;
  const bests = new Map(
    summarize(cells, results, best).map((entry) => [JSON.stringify(entry.place), entry.best] as const),
  );
  const shown = cells.filter(({ place, config }) => {
    const { [best]: value, seed: _, ...rest } = place;
    const key = JSON.stringify(rest);
    return config.seed === first && bests.has(key) && bests.get(key) === value;
  });
  return lineFigure({
    title: `${title}, by epoch of its run`,
    x: { title: "share of the run", scale: "linear" },
    y: { title: "test accuracy", scale: "linear" },
    points: shown.flatMap(({ id, place, config }) => {
      const curve = results.get(id)?.curve;
      const lines = Object.keys(place).filter((field) => ![panel, best, "seed"].includes(field));
      const moving = lines.filter((field) => valuesOf([...shown], field).length > 1);
      return (curve?.rounds ?? []).map((round, i) => ({
        ...(panel === undefined ? {} : { panel: nameOf(place[panel]) }),
        series: moving.map((field) => seriesName(field, place[field])).join(", ") || "accuracy",
        x: (round + 1) / config.rounds,
        y: curve?.accuracy[i] ?? 0,
      }));
    }),
  });
}
