import { UserError } from "@honest-majority/protocol";
import { shown } from "../shown";

/**
 * [d]: the values rounded to float32. `place` names a value for a person, given its index.
 *
 * @throws UserError for a value that is no finite number, or that float32 cannot hold.
 */
export function float32Row(
  values: ArrayLike<unknown>,
  place: (index: number) => string,
): Float32Array<ArrayBuffer> {
  const row = new Float32Array(values.length);
  for (let j = 0; j < row.length; j++) {
    const value = values[j];
    if (typeof value !== "number" || !Number.isFinite(value)) {
      throw new UserError("input", `${place(j)} must be a finite number, got ${wordless(value)}`);
    }
    row[j] = value;
    if (!Number.isFinite(row[j])) {
      throw new UserError("input", `${place(j)} must be within float32's range, ±3.4028235e38, got ${value}`);
    }
  }
  return row;
}

/** NaN and Infinity come as words from JSON that has them. */
function wordless(value: unknown): string {
  return value === "NaN" || value === "Infinity" || value === "-Infinity" ? value : shown(value);
}
