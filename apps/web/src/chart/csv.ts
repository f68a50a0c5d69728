/** Writes a run's columns as CSV (RFC 4180). Pure. */
import type { ArmMetric, RunColumns, Value } from "./columns";

const METRICS: readonly [metric: ArmMetric, name: string][] = [
  ["accuracy", "accuracy"],
  ["loss", "loss"],
  ["error", "error relative to the honest mean"],
  ["norm", "aggregate norm"],
];

/** One row per round, one column per metric and arm. Cells without a measurement are empty. */
export function writeCsv({ length, rounds, seconds, arms }: RunColumns): string {
  const columns: { name: string; values: readonly Value[] }[] = [
    { name: "round", values: rounds },
    { name: "seconds", values: seconds },
    ...METRICS.flatMap(([metric, name]) =>
      arms.map((arm) => ({ name: `${arm.label}: ${name}`, values: arm[metric] })),
    ),
  ];
  const rows = [columns.map(({ name }) => textCell(name))];
  for (let at = 0; at < length; at++) rows.push(columns.map(({ values }) => String(values[at] ?? "")));
  return rows.map((cells) => `${cells.join(",")}\r\n`).join("");
}

/** A quoted cell, if it must be. A spreadsheet would run text that starts like a formula: an apostrophe stops it. */
function textCell(text: string): string {
  const safe = /^[\s]*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
