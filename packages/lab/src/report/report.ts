/** The whole report on a finished sweep: table, verdicts, CSV, JSON, figures. */

import { typed } from "@honest-majority/protocol";
import { describeDuration } from "../describeProgress";
import type { Finished } from "../presets/preset";
import { SECONDS } from "../presets/quantity";
import type { Report } from "../presets/reproduction";
import { withGaps } from "../sweep/gaps";
import { verdictLines } from "../verdicts/verdict";
import { failureLines } from "./failureLines";
import { roundsCsv } from "./roundsCsv";
import { successLines } from "./successLines";
import { sweepFigures } from "./sweepFigures";
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
  const { preset, cells, results, failures, entries } = swept;
  const extra = (await preset.extraReport?.(swept)) ?? { markdown: "", files: {} };
  return {
    markdown: `${reportText(swept)}${extra.markdown}`,
    files: {
      "table.csv": csv(entries, preset.paper),
      "table.json": `${JSON.stringify({ preset: preset.name, entries }, null, 1)}\n`,
      "rounds.csv": roundsCsv(cells, results),
      ...(await sweepFigures({ ...preset, best: "eta", cells, results, entries })),
      ...extra.files,
    },
    failures: [...failures.values()],
  };
}

function reportText(swept: Swept): string {
  const { preset, size, cells, results, failures, entries, hardware, program, kept } = swept;
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
    markdownTable(withGaps(entries, { cells, results, failures, best: "eta" }), preset),
    ...notesOn(entries, "eta").flatMap((note) => ["", note]),
    ...successLines(entries, preset),
    ...failureLines(failures),
    ...(verdicts.length === 0 ? [] : ["", ...verdictLines(verdicts)]),
    "",
  ].join("\n");
}
