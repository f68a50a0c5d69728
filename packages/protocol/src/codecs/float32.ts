import { defineCodec } from "./defineCodec";

const hostIsLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

export const float32 = defineCodec({
  codec: "float32",
  name: "32-bit floats",
  shortName: "float32",
  sentence: "Sends each value as it is, in four bytes, little-endian.",
  layout: "d float32 values",
  bytes: (d) => 4 * d,
  encode(vector, bytes, offset) {
    if (!hostIsLittleEndian) return encodeInAnyOrder(vector, bytes, offset);
    bytes.set(bytesOf(vector), offset);
  },
  decode(bytes, d, into = new Float32Array(d)) {
    if (!hostIsLittleEndian) return decodeInAnyOrder(bytes, d, into);
    bytesOf(into).set(bytes);
    return into;
  },
  bytesOf: (vector) => (hostIsLittleEndian ? bytesOf(vector) : undefined),
  valuesOf({ buffer, byteOffset }, d) {
    if (!hostIsLittleEndian || byteOffset % 4 !== 0) return undefined;
    return new Float32Array(buffer, byteOffset, d);
  },
});

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** The same bytes on hosts of either byte order, more slowly. Exported for its test. */
export function encodeInAnyOrder(vector: Float32Array, bytes: Uint8Array, offset: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, 4 * vector.length);
  for (let i = 0; i < vector.length; i++) view.setFloat32(4 * i, vector[i], true);
}

export function decodeInAnyOrder(bytes: Uint8Array, d: number, into: Float32Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, 4 * d);
  for (let i = 0; i < d; i++) into[i] = view.getFloat32(4 * i, true);
  return into;
}
