/** Marks the cells of a table in which attackers help. Pure. */
import type { Entry } from "../sweep/summary";
import { judge } from "../verdicts/judge";
import { above } from "../verdicts/paired";
import { entryAt, valuesOf } from "./preset";

export const MARK = "↑";
const REASON = "With these attackers accuracy is higher than without any, by more than the seeds' deviation.";

/** The cell with the same other fields and the smallest δ. */
export function calmOf(entries: readonly Entry[], place: Entry["place"], same: readonly string[]) {
  const delta = Math.min(...(valuesOf(entries, "delta") as number[]));
  return entryAt(entries, { ...Object.fromEntries(same.map((field) => [field, place[field]])), delta });
}

/** Compares each cell with that of the smallest δ, at which nobody attacks. `more`: what the mark says besides. */
export function attackersThatHelp(entries: readonly Entry[], same: readonly string[], more = ""): Entry[] {
  const remark = { mark: MARK, reason: `${REASON}${more && ` ${more}`}` };
  return entries.map((entry) => {
    const calm = calmOf(entries, entry.place, same);
    return calm !== entry && judge(above(entry, calm)).outcome === "holds" ? { ...entry, remark } : entry;
  });
}
