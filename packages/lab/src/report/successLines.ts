import { ATTACK_SUCCESS } from "../presets/quantity";
import type { Entry } from "../sweep/summary";
import { type Layout, markdownTable } from "./table";

/** The table of attack success, with its caption, of the entries that have it; none if no entry has. */
export function successLines(
  entries: readonly Entry[],
  { rows, column }: Pick<Layout, "rows" | "column">,
): string[] {
  const measured = entries.filter(({ attackSuccess }) => attackSuccess !== undefined);
  if (measured.length === 0) return [];
  const table = markdownTable(measured, { rows, column, quantity: ATTACK_SUCCESS });
  return ["", `${ATTACK_SUCCESS.caption}.`, "", table];
}
