import { UserError } from "@honest-majority/protocol";
import { shown } from "../shown";
import { cutJson } from "./cutJson";
import { float32Row } from "./float32Row";
import type { Input } from "./readInput";

/**
 * Reads a JSON object. `rowsKeys` are the possible keys of the matrix, `vectorKeys` those of further vectors.
 *
 * @throws UserError if a row or a vector is not d finite numbers within float32's range.
 */
export async function readMatrixJson(
  chunks: AsyncIterable<Uint8Array>,
  rowsKeys: readonly string[],
  vectorKeys: readonly string[],
): Promise<Input> {
  const { outline, rows } = await cutJson(chunks, held);
  const shape = `an object { ${rowsKeys.map((key) => `"${key}": [[…], …]`).join(" or ")} }`;
  if (typeof outline !== "object" || outline === null || Array.isArray(outline)) {
    throw new UserError("input", `the JSON must be ${shape}, got ${shown(outline)}`);
  }
  const fields = outline as Record<string, unknown>;
  const key = rowsKeys.find((one) => fields[one] !== undefined);
  if (key === undefined) {
    throw new UserError(
      "input",
      `the JSON must be ${shape}, got ${Object.keys(fields).length === 0 ? "no keys" : `the keys ${Object.keys(fields).join(", ")}`}`,
    );
  }
  const matrix = matrixOf(key, fields[key], rows);
  const vectors = Object.fromEntries(
    vectorKeys
      .filter((name) => fields[name] !== undefined && fields[name] !== null)
      .map((name) => [name, vectorOf(name, fields[name], matrix[0].length)]),
  );
  const unread = Object.keys(fields).filter((name) => name !== key && !vectorKeys.includes(name));
  const warnings = unread.map((name) => `"${name}" in the input was not read`);
  return { rows: matrix, vectors, warnings };
}

/** Returns a row's error instead of throwing it, because the row may belong to a key that is ignored. */
function held(values: unknown[]): Float32Array | UserError {
  try {
    return float32Row(values, (j) => `column ${j}`);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

function matrixOf(key: string, field: unknown, rows: readonly (Float32Array | UserError)[]): Float32Array[] {
  if (!Array.isArray(field))
    throw new UserError("input", `${key} must be an array of rows, got ${shown(field)}`);
  if (field.length === 0) throw new UserError("input", `${key} must hold at least one row, got none`);
  const matrix = field.map((entry: unknown, i) => {
    if (!Array.isArray(entry)) {
      throw new UserError("input", `${key}: row ${i} must be an array of numbers, got ${shown(entry)}`);
    }
    const row = rows[entry[0] as number];
    if (row instanceof UserError) throw new UserError("input", `${key}: row ${i}, ${row.message}`);
    return row;
  });
  const d = matrix[0].length;
  if (d === 0) throw new UserError("input", `${key}: row 0 must hold at least one number, got none`);
  for (const [i, row] of matrix.entries()) {
    if (row.length === d) continue;
    throw new UserError(
      "input",
      `${key}: every row must hold ${d} numbers as row 0 does, row ${i} holds ${row.length}`,
    );
  }
  return matrix;
}

function vectorOf(name: string, field: unknown, d: number): Float32Array {
  if (!Array.isArray(field))
    throw new UserError("input", `${name} must be an array of numbers, got ${shown(field)}`);
  if (field.length !== d) {
    throw new UserError("input", `${name} must hold d = ${d} numbers as a row does, got ${field.length}`);
  }
  return float32Row(field, (j) => `${name}: column ${j}`);
}
