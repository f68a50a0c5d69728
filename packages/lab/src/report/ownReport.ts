/** The report on a sweep of one's own. Its tables have no durations, so that they depend on the runs' results alone. */
import { type Finished, nameOf } from "../presets/preset";
import { ACCURACY } from "../presets/quantity";
import type { Report } from "../presets/reproduction";
import { distinctCells, type SweepConfig } from "../sweep/cells";
import { extendedCells } from "../sweep/extend";
import { type Gap, isGap, withGaps } from "../sweep/gaps";
import { layoutOf } from "../sweep/layout";
import type { ResultStore } from "../sweep/resultStore";
import { type Entry, summarize } from "../sweep/summary";
import { csvText } from "./csv";
import { failureLines } from "./failureLines";
import { durationsCsv, roundsCsv } from "./roundsCsv";
import { successLines } from "./successLines";
import { sweepFigures } from "./sweepFigures";
import { markdownTable, notesOn } from "./table";

type Own = Pick<Finished, "cells" | "results" | "failures" | "entries"> & { sweep: SweepConfig };

/** Reports on the runs of the sweep that the folder has. */
export async function ownReport(sweep: SweepConfig, store: ResultStore): Promise<Report> {
  const loaded = await store.load();
  const cells = extendedCells(sweep, loaded);
  const ids = new Set(cells.map(({ id }) => id));
  const results = new Map([...loaded].filter(([id]) => ids.has(id)));
  const failures = new Map([...(await store.failures())].filter(([id]) => ids.has(id) && !results.has(id)));
  const entries = summarize(cells, results, sweep.best);
  const own = { sweep, cells, results, failures, entries };
  const shown = withGaps(entries, { ...own, best: sweep.best });
  const layout = { ...layoutOf(sweep), quantity: ACCURACY };
  return {
    markdown: text(own, shown),
    files: {
      "table.csv": tableCsv(sweep, shown),
      "table.json": `${JSON.stringify({ sweep: sweep.name, cells: shown.map(withoutSeconds) }, null, 1)}\n`,
      "rounds.csv": roundsCsv(cells, results),
      "durations.csv": durationsCsv(cells, results),
      ...(entries.length === 0
        ? {}
        : await sweepFigures({ ...own, ...layout, title: sweep.name, best: sweep.best })),
    },
    failures: [...failures.values()],
  };
}

function text({ sweep, cells, results, failures, entries }: Own, shown: readonly (Entry | Gap)[]): string {
  const { name, best, over } = sweep;
  const [{ config }] = cells;
  const total = distinctCells(cells).length;
  const seeds = [...new Set(cells.map((cell) => cell.config.seed))];
  const backends = [...new Set([...results.values()].map(({ backend }) => backend))].sort();
  const optimized = over[best] === undefined || best === "seed" ? undefined : best;
  const of = optimized === undefined ? "" : `, at the ${optimized} with the best mean`;
  const note = ({ seeds: n, best: value }: Entry) =>
    `, n = ${n}${optimized === undefined ? "" : `, ${optimized} = ${nameOf(value)}`}`;
  const data = over.dataset === undefined ? `: ${config.dataset}` : "";
  return [
    `### ${name}${data}`,
    "",
    `${results.size} of ${total} runs, seeds ${seeds.join(", ")}${backends.length === 0 ? "" : `, ${backends.join(", ")}`}.`,
    "",
    `Accuracy on the test set in percent: mean ± sample standard deviation over the n seeds${of}.`,
    "",
    markdownTable(shown, { ...layoutOf(sweep), quantity: ACCURACY, note }),
    ...notesOn(entries, sweep.best).flatMap((mark) => ["", mark]),
    ...successLines(entries, layoutOf(sweep)),
    ...failureLines(failures),
    "",
  ].join("\n");
}

function tableCsv({ over, best }: SweepConfig, shown: readonly (Entry | Gap)[]): string {
  const fields = Object.keys(over).filter((field) => field !== best && field !== "seed");
  const lines = shown.map((cell) => {
    const place = fields.map((field) => nameOf(cell.place[field]));
    if (isGap(cell)) return [...place, "", "", "", "", "", cell.missing, cell.failed];
    const { accuracy, seeds, diverged } = cell;
    const value = cell.best === undefined ? "" : nameOf(cell.best);
    return [...place, value, accuracy.mean, accuracy.deviation, seeds, diverged, 0, 0];
  });
  return csvText([...fields, "best", "accuracy", "deviation", "n", "diverged", "missing", "failed"], lines);
}

function withoutSeconds(cell: Entry | Gap): object {
  if (isGap(cell)) return cell;
  const { seconds: _, ...rest } = cell;
  return rest;
}
