/** The whole report on a finished sweep: table, verdicts, CSV, JSON, figures. */

import { typed } from "@honest-majority/protocol";
import { describeDuration } from "../describeProgress";
import { assumedIn } from "../presets/assumed";
import { type Finished, nameOf } from "../presets/preset";
import { SECONDS } from "../presets/quantity";
import type { Report } from "../presets/reproduction";
import { distinctCells } from "../sweep/cells";
import { withGaps } from "../sweep/gaps";
import { seedText } from "../sweep/seeds";
import type { Selection } from "../sweep/selection";
import type { Entry } from "../sweep/summary";
import { verdictLines } from "../verdicts/verdict";
import { commitsText, machinesText } from "./commits";
import { equalRuns } from "./equalRuns";
import { failureLines } from "./failureLines";
import { fieldName } from "./fieldName";
import { grownLists } from "./grownLists";
import { reducedLines } from "./reducedLines";
import { roundsCsv } from "./roundsCsv";
import { selectionSentence } from "./selectionSentence";
import { successLines } from "./successLines";
import { sweepFigures } from "./sweepFigures";
import { csv, markdownTable, notesOn } from "./table";

export interface Swept extends Finished {
  /** How a person calls the program. */
  program: string;
  selection: Selection;
  /** How many of the runs an earlier session finished. */
  kept: number;
}

export async function reportOf(swept: Swept): Promise<Report> {
  const { preset, cells, results, failures, entries, selection } = swept;
  const nothing: Report = { markdown: "", files: {} };
  const extra =
    isWhole(swept) && entries.length > 0 ? ((await preset.extraReport?.(swept)) ?? nothing) : nothing;
  return {
    markdown: `${reportText(swept)}${extra.markdown}`,
    files: {
      "table.csv": csv(entries, preset.paper),
      "table.json": `${JSON.stringify({ preset: preset.name, entries }, null, 1)}\n`,
      "rounds.csv": roundsCsv(cells, results),
      ...(await sweepFigures({ ...preset, selection, cells, results, entries })),
      ...extra.files,
    },
    failures: [...failures.values()],
  };
}

/** Whether every run has ended. Until then nothing is judged: the best of a part of the values is not the best of all. */
function isWhole({ cells, results, failures }: Swept): boolean {
  return cells.every(({ id }) => results.has(id) || failures.has(id));
}

function judgedIn(swept: Swept): string[] {
  if (!isWhole(swept)) return ["The claims are judged when all runs are there."];
  if (swept.entries.length === 0) return ["No claim is judged: no cell of the table has all its runs."];
  return verdictLines(swept.preset.verdicts(swept.entries));
}

function reportText(swept: Swept): string {
  const { preset, size, cells, results, failures, entries, program, selection, kept } = swept;
  const [{ config }] = cells;
  const assumed = assumedIn(
    preset.assumed,
    cells.map((cell) => cell.config),
  );
  const verdicts = judgedIn(swept);
  const total = distinctCells(cells).length;
  const seeds = [...new Set(cells.map(({ config }) => seedText(config)))];
  const earlier =
    preset.quantity === SECONDS && kept > 0 && kept < results.size
      ? ` ${kept} runs were timed in an earlier session, when the machine may have been busy.`
      : "";
  const grown = grownLists(cells, preset.sizes[size].sweep.over[selection.best] ?? [], selection);
  const equal = equalRuns(cells, results, preset.rows);
  return [
    `### ${preset.title}: ${config.dataset}, ${config.model}`,
    "",
    `${preset.source}. \`${typed(program, "lab", "reproduce", preset.name, "--size", size)}\`: ${runsText(total, results)}, seeds ${seeds.join(", ")} (split, parameters, batches and attacks each draw from a stream of their own)${originText(results)}.${earlier}`,
    ...reducedLines(preset.sizes[size]),
    ...(grown === undefined ? [] : ["", grown]),
    ...(assumed.length === 0 ? [] : ["", `Assumed, where the source is silent: ${assumed.join("; ")}.`]),
    "",
    `${preset.quantity.caption}${papersIn(swept)}${selectionSentence(cells, selection)}.`,
    "",
    markdownTable(withGaps(entries, { cells, results, failures, selection }), {
      ...preset,
      note: (entry) => chosenNote(entry, selection),
    }),
    ...notesOn(entries, selection.best).flatMap((note) => ["", note]),
    ...equal.flatMap((sentence) => ["", sentence]),
    ...successLines(entries, preset),
    ...failureLines(failures),
    ...(verdicts.length === 0 ? [] : ["", ...verdicts]),
    "",
  ].join("\n");
}

/** Wall-clock times are an upper bound of the work: a run also waits for cores that are busy. */
function runsText(total: number, results: Swept["results"]): string {
  if (results.size === 0) return `none of its ${total} runs so far`;
  const runs = results.size === total ? `${total} runs` : `${results.size} of ${total} runs so far`;
  const seconds = [...results.values()].map((cell) => cell.seconds).sort((a, b) => a - b);
  const sum = seconds.reduce((before, one) => before + one, 0);
  const median = seconds[Math.floor(seconds.length / 2)];
  return `${runs}, whose wall-clock times sum to ${describeDuration(sum)} (median ${describeDuration(median)}; waits for busy cores included)`;
}

/** By which backends, machines and commits; empty without results. */
function originText(results: Swept["results"]): string {
  if (results.size === 0) return "";
  const backends = [...new Set([...results.values()].map(({ backend }) => backend))];
  return `, ${backends.join(", ")} on ${machinesText(results.values())}, ${commitsText(results.values())}`;
}

function papersIn({ preset, cells }: Swept): string {
  return cells.some(({ place }) => preset.paper(place) !== undefined) ? ", in brackets the paper's" : "";
}

/** The chosen value after a number: ", η₀ = 0.3". */
function chosenNote({ best, worst }: Entry, selection: Selection): string {
  const parts = [
    ...(best === undefined ? [] : [`${fieldName(selection.best)} = ${nameOf(best)}`]),
    ...(worst === undefined ? [] : [nameOf(worst)]),
  ];
  return parts.map((part) => `, ${part}`).join("");
}
