import type { Failure } from "../sweep/resultStore";

/** A Markdown list of the failed runs, one line for each error; empty without failures. */
export function failureLines(failures: ReadonlyMap<string, Failure>): string[] {
  if (failures.size === 0) return [];
  const byError = new Map<string, string[]>();
  for (const { place, error } of failures.values()) {
    byError.set(error, [...(byError.get(error) ?? []), JSON.stringify(place)]);
  }
  return [
    "",
    `${failures.size === 1 ? "1 run" : `${failures.size} runs`} failed:`,
    "",
    ...[...byError].map(([error, places]) => `- ${error.replace(/\s+/g, " ")}: ${places.join(", ")}`),
  ];
}
