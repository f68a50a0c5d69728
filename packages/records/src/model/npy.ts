/** NumPy's format, version 1.0: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html */
import { littleEndian } from "./littleEndian";
import type { Tensor } from "./modelTensors";

/** One tensor as a `.npy` file of float32. */
export function npy({ shape, values }: Pick<Tensor, "shape" | "values">): Uint8Array<ArrayBuffer> {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const facts = `{'descr': '<f4', 'fortran_order': False, 'shape': (${sizes}), }`;
  const prefix = 10; // magic, version and the header's length
  const length = 64 * Math.ceil((prefix + facts.length + 1) / 64) - prefix; // NumPy aligns the values to 64 bytes
  const header = new TextEncoder().encode(`${facts.padEnd(length - 1)}\n`);
  const file = new Uint8Array(prefix + length + 4 * values.length);
  file.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, length & 0xff, length >> 8]); // \x93NUMPY
  file.set(header, prefix);
  file.set(littleEndian(values), prefix + length);
  return file;
}
