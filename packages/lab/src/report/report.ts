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
import { failureLines } from "./failureLines";
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
  const { reduced } = preset.sizes[size];
  const [{ config }] = cells;
  const assumed = assumedIn(
    preset.assumed,
    cells.map((cell) => cell.config),
  );
  const verdicts = judgedIn(swept);
  const total = distinctCells(cells).length;
  const runs = results.size === total ? `${total} runs` : `${results.size} of ${total} runs so far`;
  const seconds = [...results.values()].reduce((sum, cell) => sum + cell.seconds, 0);
  const seeds = [...new Set(cells.map(({ config }) => seedText(config)))];
  const backends = [...new Set([...results.values()].map(({ backend }) => backend))];
  const earlier =
    preset.quantity === SECONDS && kept > 0 && kept < results.size
      ? ` ${kept} runs were timed in an earlier session, when the machine may have been busy.`
      : "";
  return [
    `### ${preset.title}: ${config.dataset}, ${config.model}`,
    "",
    `${preset.source}. \`${typed(program, "lab", "reproduce", preset.name, "--size", size)}\`: ${runs}, ${describeDuration(seconds)} of one core, seeds ${seeds.join(", ")} (split, parameters, batches and attacks each draw from a stream of their own), ${backends.join(", ")} on ${machinesText(results.values())}, ${commitsText(results.values())}.${earlier}`,
    ...(reduced === "" ? [] : ["", `Reduced: ${reduced}.`]),
    ...(assumed.length === 0 ? [] : ["", `Assumed, where the source is silent: ${assumed.join("; ")}.`]),
    "",
    `${preset.quantity.caption}${selectionSentence(cells, selection)}.`,
    "",
    markdownTable(withGaps(entries, { cells, results, failures, selection }), {
      ...preset,
      note: (entry) => chosenNote(entry, selection),
    }),
    ...notesOn(entries, selection.best).flatMap((note) => ["", note]),
    ...successLines(entries, preset),
    ...failureLines(failures),
    ...(verdicts.length === 0 ? [] : ["", ...verdicts]),
    "",
  ].join("\n");
}

/** The chosen value after a number: ", η₀ = 0.3". */
function chosenNote({ best, worst }: Entry, selection: Selection): string {
  const parts = [
    ...(best === undefined ? [] : [`${selection.best === "eta" ? "η₀" : selection.best} = ${nameOf(best)}`]),
    ...(worst === undefined ? [] : [nameOf(worst)]),
  ];
  return parts.map((part) => `, ${part}`).join("");
}
