import { type FileHandle, open } from "node:fs/promises";
import { UserError } from "@honest-majority/protocol";
import type { ColumnSource } from "@honest-majority/robust";
import { byteReader } from "./byteReader";
import { float32Row } from "./float32Row";
import { type Layout, LONGEST_HEADER, NPY_MAGIC, numbers, readLayout } from "./npy";

/** A matrix in a file, of which only the columns asked for are read. */
export interface NpyFile extends ColumnSource {
  close(): Promise<void>;
}

/**
 * Opens a .npy file; undefined when it is none, or no regular file: then it can only be read as a stream.
 *
 * @throws UserError as `readNpy` does, for values when they are read.
 */
export async function openNpyFile(path: string): Promise<NpyFile | undefined> {
  const handle = await open(path).catch(() => undefined); // reading it as a stream says what is wrong
  const file =
    handle &&
    (await matrixIn(handle).catch(async (error) => {
      await handle.close();
      throw error;
    }));
  if (file === undefined) await handle?.close();
  return file;
}

async function matrixIn(handle: FileHandle): Promise<NpyFile | undefined> {
  const stat = await handle.stat();
  if (!stat.isFile()) return undefined;
  const start = new Uint8Array(NPY_MAGIC.length + 6 + LONGEST_HEADER);
  const { bytesRead } = await handle.read(start, 0, start.length, 0);
  const bytes = byteReader(once(start.subarray(0, bytesRead)));
  const head = await bytes.take(NPY_MAGIC.length);
  if (head.length < NPY_MAGIC.length || NPY_MAGIC.some((byte, i) => byte !== head[i])) return undefined;
  const { layout, length } = await readLayout(bytes);
  const offset = NPY_MAGIC.length + length;
  const { m, d, bytesPerValue } = layout;
  const whole = m * d * bytesPerValue;
  const held = stat.size - offset;
  if (held < whole) {
    const count = Math.floor(held / bytesPerValue);
    throw new UserError("input", `the .npy file must hold ${m} × ${d} values, it ends after ${count}`);
  }
  if (held > whole)
    throw new UserError("input", `the .npy file must end after its ${m} × ${d} values, it continues`);
  return { m, d, read: reader(handle, layout, offset), close: () => handle.close() };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function reader(handle: FileHandle, layout: Layout, offset: number): ColumnSource["read"] {
  const { m, d, fortranOrder, bytesPerValue } = layout;
  const valuesAt = async (first: number, count: number) => {
    const bytes = new Uint8Array(count * bytesPerValue);
    for (let at = 0; at < bytes.length; ) {
      const { bytesRead } = await handle.read(
        bytes,
        at,
        bytes.length - at,
        offset + first * bytesPerValue + at,
      );
      if (bytesRead === 0)
        throw new UserError("input", "the .npy file must stay as it is, it became shorter");
      at += bytesRead;
    }
    return bytes;
  };
  return async (rows, from, to) => {
    if (!fortranOrder) {
      const read: Float32Array[] = [];
      for (const i of rows) {
        const bytes = await valuesAt(i * d + from, to - from);
        read.push(finite(bytes, layout, (j) => `row ${i}, column ${from + j}`));
      }
      return read;
    }
    const columns = await valuesAt(from * m, (to - from) * m); // each column's m values lie together
    const values = finite(columns, layout, (at) => `row ${at % m}, column ${from + Math.floor(at / m)}`);
    return rows.map((i) => Float32Array.from({ length: to - from }, (_, j) => values[j * m + i]));
  };
}

const LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** The bytes as float32. @throws UserError for a value that is not finite. */
function finite(
  bytes: Uint8Array<ArrayBuffer>,
  layout: Layout,
  place: (index: number) => string,
): Float32Array {
  if (layout.bytesPerValue === 4 && layout.littleEndian === LITTLE_ENDIAN) {
    const values = new Float32Array(bytes.buffer); // without a copy: large files are read several times
    if (allFinite(values)) return values;
  }
  return float32Row(numbers(bytes, layout), place);
}

function allFinite(values: Float32Array): boolean {
  for (let j = 0; j < values.length; j++) if (!Number.isFinite(values[j])) return false;
  return true;
}
