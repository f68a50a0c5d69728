import { UserError } from "@honest-majority/protocol";
import type { SweepConfig } from "./cells";
import { isSeed } from "./seeds";

/** The fields of a printed table. */
export interface TableFields {
  rows: string[];
  /** undefined if the table is one number a row. */
  column: string | undefined;
}

/**
 * The fields of a sweep's table. A sweep that does not name its column gets its last field of several numbers, else its last
 * field of several values, else its last field.
 *
 * @throws UserError if rows and column do not name each varied field once, apart from the seeds and the fields `best` and `worst`.
 */
export function layoutOf({ name, over, best, worst, rows, column }: SweepConfig): TableFields {
  const fields = Object.keys(over).filter((field) => field !== best && field !== worst && !isSeed(field));
  const several = fields.filter((field) => over[field].length > 1);
  const numeric = several.filter((field) => over[field].every((value) => typeof value === "number"));
  const chosen =
    column ??
    (rows === undefined ? undefined : fields.find((field) => !rows.includes(field))) ??
    numeric.at(-1) ??
    several.at(-1) ??
    fields.at(-1);
  const found = { rows: rows ?? fields.filter((field) => field !== chosen), column: chosen };
  const named = [...found.rows, ...(chosen === undefined ? [] : [chosen])];
  if (JSON.stringify([...named].sort()) !== JSON.stringify([...fields].sort())) {
    throw new UserError(
      "usage",
      `sweep ${name}: rows and column must name each of ${fields.join(", ")} once, got ${named.join(", ")}`,
    );
  }
  return found;
}
