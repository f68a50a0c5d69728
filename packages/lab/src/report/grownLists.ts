/** Which values the list of the optimized field got beyond those that every cell of a table has. Pure. */
import type { Cell } from "../sweep/cells";
import { entryGroups, type Selection } from "../sweep/selection";
import { fieldName } from "./fieldName";

/** A sentence; undefined if no list has grown, or if no field has a list. `given`: the list of the sweep. */
export function grownLists(
  cells: readonly Cell[],
  given: readonly unknown[],
  selection: Selection,
): string | undefined {
  const groups = entryGroups(cells, selection);
  const tried = groups.flatMap((group) => [...new Set(group.map(({ place }) => place[selection.best]))]);
  const beyond = [...new Set(tried)]
    .filter((value) => typeof value === "number" && !given.includes(value)) // only numbers have a beyond
    .sort((a, b) => Number(a) - Number(b));
  if (beyond.length === 0) return undefined;
  const counts = beyond.map((value, i) => {
    const count = tried.filter((one) => one === value).length;
    return `${value} in ${count}${i === 0 ? ` of ${groups.length} cells` : ""}`;
  });
  return `The list of ${fieldName(selection.best)}, ${given.join(", ")}, grew where the best lay at an end: by ${counts.join(", ")}.`;
}
