import { UserError } from "@honest-majority/protocol";
import { shown } from "../shown";

/**
 * [d]: the values rounded to float32. `place` describes the value at an index for a message.
 *
 * @throws UserError for a value that is not a finite number, or is outside float32's range.
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

/** NaN and Infinity in the JSON arrive as strings; see `cutJson`. */
function wordless(value: unknown): string {
  return value === "NaN" || value === "Infinity" || value === "-Infinity" ? value : shown(value);
}
