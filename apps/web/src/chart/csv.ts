/** Writes a run's columns as CSV (RFC 4180). Pure. */
import { csvText } from "@honest-majority/records";
import type { RunColumns } from "./columns";
import { armMeasures, isMeasured, runMeasures, type Value } from "./measures";

/** One row per round, one column per measure and arm. Cells without a measurement are empty. */
export function writeCsv({ length, rounds, values: ofRun, arms }: RunColumns): string {
  const columns: { name: string; values: readonly Value[] }[] = [
    { name: "round", values: rounds },
    ...runMeasures.map(([metric, { name }]) => ({ name, values: ofRun[metric] })),
    ...armMeasures
      .filter(([metric, { seldom }]) => !seldom || arms.some(({ values }) => isMeasured(values[metric])))
      .flatMap(([metric, { name }]) =>
        arms.map(({ label, values }) => ({ name: `${label}: ${name}`, values: values[metric] })),
      ),
  ];
  const rows = [columns.map(({ name }) => csvText(name))];
  for (let at = 0; at < length; at++) rows.push(columns.map(({ values }) => String(values[at] ?? "")));
  return rows.map((cells) => `${cells.join(",")}\r\n`).join("");
}
