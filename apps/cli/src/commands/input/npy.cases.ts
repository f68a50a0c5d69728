/** For tests: a file as NumPy's `save` writes it. */
export interface NpyFile {
  descr: string;
  shape: readonly number[];
  values: readonly number[];
  fortranOrder?: boolean;
  version?: readonly [number, number];
}

export function npyFile({ descr, shape, values, fortranOrder = false, version = [1, 0] }: NpyFile): Buffer {
  const order = fortranOrder ? "True" : "False";
  const sides = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const dictionary = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${sides}), }`;
  const sizeBytes = version[0] === 1 ? 2 : 4;
  // spaces and a newline pad the header to a multiple of 64 bytes
  const bare = 8 + sizeBytes + dictionary.length + 1;
  const header = `${dictionary}${" ".repeat((64 - (bare % 64)) % 64)}\n`;
  const size = Buffer.alloc(sizeBytes);
  size.writeUIntLE(header.length, 0, sizeBytes);
  const data = Buffer.alloc(values.length * (descr.endsWith("8") ? 8 : 4));
  for (const [j, value] of values.entries()) {
    if (descr === "<f4") data.writeFloatLE(value, 4 * j);
    else if (descr === ">f4") data.writeFloatBE(value, 4 * j);
    else if (descr === "<f8") data.writeDoubleLE(value, 8 * j);
    else if (descr === ">f8") data.writeDoubleBE(value, 8 * j);
  }
  return Buffer.concat([
    Buffer.from([0x93]),
    Buffer.from("NUMPY"),
    Buffer.from(version),
    size,
    Buffer.from(header),
    data,
  ]);
}

/** The bytes in chunks of `size`, as a pipe may deliver them. */
export async function* inChunks(bytes: Uint8Array, size = bytes.length): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
