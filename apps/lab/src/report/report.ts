/** Everything a finished preset leaves behind: table, verdicts, CSV, JSON, figures. */

import { nameOf, type Preset, type Size, valuesOf } from "../presets/preset";
import { describeDuration } from "../progress";
import type { Cell } from "../sweep/cells";
import type { ResultStore, StoredCell } from "../sweep/resultStore";
import { type Entry, summarize } from "../sweep/summary";
import { lineFigure } from "./figure";
import { csv, markdownTable } from "./table";

export interface Finished {
  preset: Preset;
  size: Size;
  cells: readonly Cell[];
  results: ReadonlyMap<string, StoredCell>;
  /** Such as "two x86-64 cores, Node 20.20". */
  hardware: string;
}

/** Writes all files into the store's folder and answers the Markdown. */
export async function writeReport(finished: Finished, store: ResultStore): Promise<string> {
  const { preset, cells, results } = finished;
  const entries = summarize(cells, results, "eta");
  const markdown = reportText(finished, entries);
  await store.write("table.md", markdown);
  await store.write("table.csv", csv(entries, preset.paper));
  await store.write("table.json", `${JSON.stringify({ preset: preset.name, entries }, null, 1)}\n`);
  await store.write("accuracy.svg", await accuracyFigure(preset, entries));
  await store.write("curves.svg", await curvesFigure(preset, cells, results));
  return markdown;
}

function reportText(finished: Finished, entries: readonly Entry[]): string {
  const { preset, size, cells, results, hardware } = finished;
  const { reduced } = preset.sizes[size];
  const [{ config }] = cells;
  const seconds = [...results.values()].reduce((sum, cell) => sum + cell.seconds, 0);
  const seeds = [...new Set(cells.map((cell) => cell.config.seed))];
  const backends = [...new Set([...results.values()].map(({ backend }) => backend))];
  const verdicts = preset.verdicts(entries);
  return [
    `### ${preset.title}: ${config.dataset}, ${config.model}`,
    "",
    `${preset.source}. \`npm run lab -- reproduce ${preset.name} --size ${size}\`: ${results.size} runs, ${describeDuration(seconds)} of one core, seeds ${seeds.join(", ")} (split, parameters, batches and attacks each draw from a stream of their own), ${backends.join(", ")} on ${hardware}.`,
    ...(reduced === "" ? [] : ["", `Reduced: ${reduced}.`]),
    "",
    "Test accuracy in percent, the best of the η₀ tried, in brackets the paper's.",
    "",
    markdownTable(entries, preset),
    "",
    ...verdicts.map(({ claim, holds, measured }) => `- ${holds ? "✓" : "✗"} ${claim}: ${measured}`),
    "",
  ].join("\n");
}

/** Accuracy over the column field; a panel for each value of the first row field, a line for each of the others. */
function accuracyFigure(preset: Preset, entries: readonly Entry[]): Promise<string> {
  const swapped = preset.rows.includes("B");
  const x = swapped ? "B" : preset.column;
  const others = [...preset.rows, preset.column].filter((field) => field !== x);
  const [panel, ...lines] = others;
  return lineFigure({
    title: preset.title,
    x: { title: x === "delta" ? "δ" : x, scale: x === "B" ? "log" : "linear" },
    y: { title: "test accuracy", scale: "linear" },
    points: entries.map(({ place, accuracy }) => ({
      panel: nameOf(place[panel]),
      series: lines.map((field) => seriesName(field, place[field])).join(", ") || "accuracy",
      x: Number(place[x]),
      y: accuracy.mean,
    })),
  });
}

function seriesName(field: string, value: unknown): string {
  if (field === "algorithm.normalized") return value === true ? "ByzSGDnm" : "ByzSGDm";
  return field === "delta" ? `δ = ${Number(value)}` : nameOf(value);
}

/** Accuracy by round of the runs that made the table: first seed, each place's best η₀. */
function curvesFigure(
  preset: Preset,
  cells: readonly Cell[],
  results: ReadonlyMap<string, StoredCell>,
): Promise<string> {
  const [panel] = preset.rows;
  const first = cells[0].config.seed;
  const best = new Map(
    summarize(cells, results, "eta").map(({ place, best: eta }) => [JSON.stringify(place), eta] as const),
  );
  const shown = cells.filter(({ place, config }) => {
    const { eta, seed: _, ...rest } = place;
    return config.seed === first && best.get(JSON.stringify(rest)) === eta;
  });
  return lineFigure({
    title: `${preset.title}, by epoch of its run`,
    x: { title: "share of the run", scale: "linear" },
    y: { title: "test accuracy", scale: "linear" },
    points: shown.flatMap(({ id, place, config }) => {
      const curve = results.get(id)?.curve;
      const lines = Object.keys(place).filter((field) => ![panel, "eta", "seed"].includes(field));
      const moving = lines.filter((field) => valuesOf([...shown], field).length > 1);
      return (curve?.rounds ?? []).map((round, i) => ({
        panel: nameOf(place[panel]),
        series: moving
          .map((field) => `${field === "B" ? "B = " : ""}${seriesName(field, place[field])}`)
          .join(", "),
        x: (round + 1) / config.rounds,
        y: curve?.accuracy[i] ?? 0,
      }));
    }),
  });
}
