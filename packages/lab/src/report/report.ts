/** The whole report on a finished sweep: table, verdicts, CSV, JSON, figures. */

import { typed } from "@honest-majority/protocol";
import { describeDuration } from "../describeProgress";
import { type Finished, nameOf, type Preset, valuesOf } from "../presets/preset";
import { SECONDS } from "../presets/quantity";
import { type Report, verdictLines } from "../presets/reproduction";
import type { Cell } from "../sweep/cells";
import type { StoredCell } from "../sweep/resultStore";
import { type Entry, summarize } from "../sweep/summary";
import { lineFigure } from "./figure";
import { csv, markdownTable, notesOn } from "./table";

export interface Swept extends Finished {
  /** Such as "two x86-64 cores, Node 20.20". */
  hardware: string;
  /** How a person calls the program. */
  program: string;
  /** How many of the runs an earlier session finished. */
  kept: number;
}

export async function reportOf(swept: Swept): Promise<Report> {
  const { preset, cells, results, entries } = swept;
  const extra = (await preset.extraReport?.(swept)) ?? { markdown: "", files: {} };
  return {
    markdown: `${reportText(swept)}${extra.markdown}`,
    files: {
      "table.csv": csv(entries, preset.paper),
      "table.json": `${JSON.stringify({ preset: preset.name, entries }, null, 1)}\n`,
      [`${preset.quantity.name}.svg`]: await quantityFigure(preset, entries),
      "curves.svg": await curvesFigure(preset, cells, results),
      ...extra.files,
    },
  };
}

function reportText({ preset, size, cells, results, entries, hardware, program, kept }: Swept): string {
  const { reduced } = preset.sizes[size];
  const [{ config }] = cells;
  const verdicts = preset.verdicts(entries);
  const seconds = [...results.values()].reduce((sum, cell) => sum + cell.seconds, 0);
  const seeds = [...new Set(cells.map((cell) => cell.config.seed))];
  const backends = [...new Set([...results.values()].map(({ backend }) => backend))];
  const earlier =
    preset.quantity === SECONDS && kept > 0 && kept < results.size
      ? ` ${kept} runs were timed in an earlier session, when the machine may have been busy.`
      : "";
  return [
    `### ${preset.title}: ${config.dataset}, ${config.model}`,
    "",
    `${preset.source}. \`${typed(program, "lab", "reproduce", preset.name, "--size", size)}\`: ${results.size} runs, ${describeDuration(seconds)} of one core, seeds ${seeds.join(", ")} (split, parameters, batches and attacks each draw from a stream of their own), ${backends.join(", ")} on ${hardware}.${earlier}`,
    ...(reduced === "" ? [] : ["", `Reduced: ${reduced}.`]),
    "",
    preset.quantity.caption,
    "",
    markdownTable(entries, preset),
    ...notesOn(entries).flatMap((note) => ["", note]),
    ...(verdicts.length === 0 ? [] : ["", ...verdictLines(verdicts)]),
    "",
  ].join("\n");
}

/** The quantity over the column field, with a panel for each value of the first row field and a line for each of the others. */
function quantityFigure(preset: Preset, entries: readonly Entry[]): Promise<string> {
  const swapped = preset.rows.includes("B");
  const x = swapped ? "B" : preset.column;
  const others = [...preset.rows, preset.column].filter((field) => field !== x);
  const [panel, ...lines] = others;
  return lineFigure({
    title: preset.title,
    x: { title: x === "delta" ? "δ" : x, scale: x === "B" ? "log" : "linear" },
    y: { title: preset.quantity.axis, scale: "linear" },
    points: entries.map((entry) => ({
      panel: nameOf(entry.place[panel]),
      series: lines.map((field) => seriesName(field, entry.place[field])).join(", ") || preset.quantity.name,
      x: Number(entry.place[x]),
      y: preset.quantity.of(entry).mean,
    })),
  });
}

function seriesName(field: string, value: unknown): string {
  if (field === "algorithm.normalized") return value === true ? "ByzSGDnm" : "ByzSGDm";
  return field === "delta" ? `δ = ${Number(value)}` : nameOf(value);
}

/** Accuracy by round for the runs in the table: first seed, each cell's best η₀. */
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
