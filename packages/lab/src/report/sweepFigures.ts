/** The figures of every sweep: its quantity over one field, and the curves of its runs. */
import { nameOf, valuesOf } from "../presets/preset";
import type { Quantity } from "../presets/quantity";
import { type Cell, distinctCells } from "../sweep/cells";
import type { StoredCell } from "../sweep/resultStore";
import { seedText } from "../sweep/seeds";
import { entryGroups, placeIn, type Selection } from "../sweep/selection";
import type { Entry } from "../sweep/summary";
import { lineFigure } from "./figure";

export interface SweepToDraw {
  title: string;
  rows: readonly string[];
  column: string | undefined;
  quantity: Quantity;
  selection: Selection;
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

/** Accuracy by round for the runs in the table, of the first seed. */
function curvesFigure({ title, rows, selection, cells, results, entries }: SweepToDraw): Promise<string> {
  const [panel] = rows;
  const first = seedText(cells[0].config);
  const { best, worst } = selection;
  const byPlace = new Map(entries.map((entry) => [JSON.stringify(entry.place), entry]));
  const isShown = ({ place, config }: Cell) => {
    const entry = byPlace.get(JSON.stringify(placeIn(place, selection)));
    return (
      entry !== undefined &&
      seedText(config) === first &&
      place[best] === entry.best &&
      (entry.worst === undefined || nameOf(place[String(worst)]) === nameOf(entry.worst))
    );
  };
  const shown = entryGroups(cells, selection).flatMap((group) => distinctCells(group.filter(isShown)));
  return lineFigure({
    title: `${title}, by epoch of its run`,
    x: { title: "share of the run", scale: "linear" },
    y: { title: "test accuracy", scale: "linear" },
    points: shown.flatMap(({ id, place, config }) => {
      const curve = results.get(id)?.curve;
      const lines = Object.keys(placeIn(place, selection)).filter((field) => field !== panel);
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
