/** The report on a sweep of one's own. Its tables have no durations, so that they depend on the runs' results alone. */
import { type Finished, nameOf } from "../presets/preset";
import { ACCURACY } from "../presets/quantity";
import type { Report } from "../presets/reproduction";
import { distinctCells, type SweepConfig } from "../sweep/cells";
import { extendedCells } from "../sweep/extend";
import { type Gap, isGap, withGaps } from "../sweep/gaps";
import { layoutOf } from "../sweep/layout";
import type { ResultStore } from "../sweep/resultStore";
import { isSeed, seedText } from "../sweep/seeds";
import { type Selection, selectionOf } from "../sweep/selection";
import { type Entry, summarize } from "../sweep/summary";
import { commitsText } from "./commits";
import { csvText } from "./csv";
import { failureLines } from "./failureLines";
import { durationsCsv, roundsCsv } from "./roundsCsv";
import { selectionSentence } from "./selectionSentence";
import { successLines } from "./successLines";
import { sweepFigures } from "./sweepFigures";
import { BY_TEST, byTestFields, markdownTable, notesOn } from "./table";

type Own = Pick<Finished, "cells" | "results" | "failures" | "entries"> & {
  sweep: SweepConfig;
  selection: Selection;
};

/** Reports on the runs of the sweep that the folder has. */
export async function ownReport(sweep: SweepConfig, store: ResultStore): Promise<Report> {
  const loaded = await store.load();
  const cells = extendedCells(sweep, loaded);
  const ids = new Set(cells.map(({ id }) => id));
  const results = new Map([...loaded].filter(([id]) => ids.has(id)));
  const failures = new Map([...(await store.failures())].filter(([id]) => ids.has(id) && !results.has(id)));
  const selection = selectionOf(sweep);
  const entries = summarize(cells, results, selection);
  const own = { sweep, cells, results, failures, entries, selection };
  const shown = withGaps(entries, own);
  const layout = { ...layoutOf(sweep), quantity: ACCURACY };
  return {
    markdown: text(own, shown),
    files: {
      "table.csv": tableCsv(sweep, shown),
      "table.json": `${JSON.stringify({ sweep: sweep.name, cells: shown.map(withoutSeconds) }, null, 1)}\n`,
      "rounds.csv": roundsCsv(cells, results),
      "durations.csv": durationsCsv(cells, results),
      ...(entries.length === 0 ? {} : await sweepFigures({ ...own, ...layout, title: sweep.name })),
    },
    failures: [...failures.values()],
  };
}

function text(own: Own, shown: readonly (Entry | Gap)[]): string {
  const { sweep, cells, results, failures, entries, selection } = own;
  const { name, best, over } = sweep;
  const [{ config }] = cells;
  const total = distinctCells(cells).length;
  const seeds = [...new Set(cells.map(({ config }) => seedText(config)))];
  const backends = [...new Set([...results.values()].map(({ backend }) => backend))].sort();
  const optimized = over[best] === undefined || isSeed(best) ? undefined : best;
  const note = ({ seeds: n, best: value, worst }: Entry) =>
    `, n = ${n}${optimized === undefined ? "" : `, ${optimized} = ${nameOf(value)}`}${worst === undefined ? "" : `, ${nameOf(worst)}`}`;
  const data = over.dataset === undefined ? `: ${config.dataset}` : "";
  return [
    `### ${name}${data}`,
    "",
    `${results.size} of ${total} runs, seeds ${seeds.join(", ")}${backends.length === 0 ? "" : `, ${backends.join(", ")}, ${commitsText(results.values())}`}.`,
    "",
    `Accuracy on the test set in percent: mean ± sample standard deviation over the n seeds${selectionSentence(cells, selection)}.`,
    "",
    markdownTable(shown, { ...layoutOf(sweep), quantity: ACCURACY, note }),
    ...notesOn(entries, sweep.best).flatMap((mark) => ["", mark]),
    ...successLines(entries, layoutOf(sweep)),
    ...failureLines(failures),
    "",
  ].join("\n");
}

function tableCsv(sweep: SweepConfig, shown: readonly (Entry | Gap)[]): string {
  const { rows, column } = layoutOf(sweep);
  const fields = Object.keys(sweep.over).filter((field) => field === column || rows.includes(field));
  const worst = sweep.worst === undefined ? [] : ["worst"];
  const second = shown.some((cell) => !isGap(cell) && cell.byTest !== undefined);
  const head = [...fields, "best", ...worst, "accuracy", "deviation", "n", "diverged", "missing", "failed"];
  if (second) head.push(...BY_TEST);
  const lines = shown.map((cell) => {
    const place = fields.map((field) => nameOf(cell.place[field]));
    const empty = ["", "", "", "", "", ...worst.map(() => "")];
    const rest = second ? byTestFields(cell) : [];
    if (isGap(cell)) return [...place, ...empty, cell.missing, cell.failed, ...rest];
    const { accuracy, seeds, diverged } = cell;
    const chosen = [cell.best, ...worst.map(() => cell.worst)].map((one) =>
      one === undefined ? "" : nameOf(one),
    );
    const numbers = [accuracy.mean, accuracy.deviation, seeds, diverged, 0, 0];
    return [...place, ...chosen, ...numbers, ...rest];
  });
  return csvText(head, lines);
}

function withoutSeconds(cell: Entry | Gap): object {
  if (isGap(cell)) return cell;
  const { seconds: _, bySeed, ...rest } = cell;
  return { ...rest, bySeed: bySeed.map(({ seconds: _, ...result }) => result) };
}
