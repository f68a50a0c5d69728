import { UserError } from "@honest-majority/protocol";
import type { ByteReader } from "./byteReader";
import { float32Row } from "./float32Row";

/** The first bytes of a .npy file. */
export const NPY_MAGIC = Uint8Array.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]); // \x93NUMPY

/** How the values lie in a file. */
export interface Layout {
  bytesPerValue: 4 | 8;
  littleEndian: boolean;
  fortranOrder: boolean;
  m: number;
  d: number;
}

/**
 * Reads the m rows of a two-dimensional NumPy matrix: float32 or float64 in either byte order, C or Fortran order, format
 * versions 1.0 to 3.0. `bytes` begin after the magic. The format: NumPy Enhancement Proposal 1, and numpy.lib.format.
 *
 * @throws UserError for any other file.
 */
export async function readNpy(bytes: ByteReader): Promise<Float32Array[]> {
  const { layout } = await readLayout(bytes);
  const { m, d, fortranOrder, bytesPerValue } = layout;
  // a line is contiguous in the file: a row, or a column in Fortran order
  const [lines, length] = fortranOrder ? [d, m] : [m, d];
  const held: Float32Array[] = []; // grows with the file's data, whatever size the header claims
  for (let i = 0; i < lines; i++) {
    const line = await bytes.take(length * bytesPerValue);
    if (line.length < length * bytesPerValue) {
      const count = i * length + Math.floor(line.length / bytesPerValue);
      throw new UserError("input", `the .npy file must hold ${m} × ${d} values, it ends after ${count}`);
    }
    const place = (j: number) => (fortranOrder ? `row ${j}, column ${i}` : `row ${i}, column ${j}`);
    held.push(float32Row(numbers(line, layout), place));
  }
  if ((await bytes.take(1)).length > 0) {
    throw new UserError("input", `the .npy file must end after its ${m} × ${d} values, it continues`);
  }
  return fortranOrder ? transposed(held) : held;
}

function transposed(columns: readonly Float32Array[]): Float32Array[] {
  return Array.from(columns[0], (_, i) => Float32Array.from(columns, (column) => column[i]));
}

export function numbers(line: Uint8Array, { bytesPerValue, littleEndian }: Layout): Float64Array {
  const view = new DataView(line.buffer, line.byteOffset, line.byteLength);
  const values = new Float64Array(line.length / bytesPerValue);
  for (let j = 0; j < values.length; j++) {
    values[j] =
      bytesPerValue === 4 ? view.getFloat32(4 * j, littleEndian) : view.getFloat64(8 * j, littleEndian);
  }
  return values;
}

/** Reads the header, the text of a Python dictionary, and returns its length in bytes after the magic too. */
export async function readLayout(bytes: ByteReader): Promise<{ layout: Layout; length: number }> {
  const [major, minor] = await bytes.take(2);
  if (minor === undefined)
    throw new UserError("input", "the .npy file must hold a version after its first 6 bytes, it ends");
  if (minor !== 0 || major < 1 || major > 3) {
    throw new UserError("input", `the .npy format must be version 1.0, 2.0 or 3.0, got ${major}.${minor}`);
  }
  const size = await bytes.take(major === 1 ? 2 : 4);
  const length = size.reduceRight((sum, byte) => sum * 256 + byte, 0);
  const header = await bytes.take(Math.min(length, LONGEST_HEADER));
  if (header.length < length)
    throw new UserError("input", `the .npy header must hold ${length} bytes, it does not`);
  return { layout: layoutOf(new TextDecoder().decode(header)), length: 2 + size.length + length };
}

/** NumPy's own limit for the length of a header. */
export const LONGEST_HEADER = 10_000;

function layoutOf(header: string): Layout {
  const descr = /['"]descr['"]\s*:\s*['"]([^'"]*)['"]/.exec(header)?.[1];
  const order = /['"]fortran_order['"]\s*:\s*(True|False)/.exec(header)?.[1];
  const shape = /['"]shape['"]\s*:\s*\(([\d\s,L]*)\)/.exec(header)?.[1];
  if (order === undefined || shape === undefined) {
    throw new UserError("input", "the .npy header must hold descr, fortran_order and shape, it does not");
  }
  const [, end, width] = /^([<>])f([48])$/.exec(descr ?? "") ?? [];
  if (width === undefined) {
    throw new UserError(
      "input",
      `the .npy values must be float32 or float64, got ${descr ?? "a record type"}`,
    );
  }
  const sides = shape.split(",").flatMap((side) => (side.trim() === "" ? [] : [Number.parseInt(side, 10)]));
  if (sides.length !== 2 || sides.some((side) => side < 1)) {
    throw new UserError(
      "input",
      `the .npy matrix must be m × d with m, d >= 1, got shape (${sides.join(", ")})`,
    );
  }
  const [m, d] = sides;
  return {
    bytesPerValue: width === "4" ? 4 : 8,
    littleEndian: end === "<",
    fortranOrder: order === "True",
    m,
    d,
  };
}
