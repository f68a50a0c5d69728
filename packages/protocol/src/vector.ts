/**
 * Vectors on the wire. float32 is little-endian, four bytes a value, no header; the codec's name
 * travels beside the bytes so that a smaller one can follow without a new protocol.
 */
import { z } from "zod";

export { isFiniteVector } from "@honest-majority/learning/facts";

export const VectorCodec = z.enum(["float32"]);
export type VectorCodec = z.infer<typeof VectorCodec>;

/** socket.io hands a browser an ArrayBuffer and Node a Buffer. */
export type Bytes = ArrayBuffer | Uint8Array;

const BYTES_PER_VALUE = { float32: 4 } as const satisfies Record<VectorCodec, number>;

const hostIsLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

export function vectorBytes(codec: VectorCodec, length: number): number {
  return BYTES_PER_VALUE[codec] * length;
}

/** Encodes `vectors` one behind another. The answer owns its memory. */
export function encodeVectors(vectors: readonly Float32Array[]): Uint8Array<ArrayBuffer> {
  const length = vectors.reduce((sum, vector) => sum + vector.length, 0);
  const bytes = new Uint8Array(length * 4);
  if (hostIsLittleEndian) {
    let offset = 0;
    for (const vector of vectors) {
      bytes.set(new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength), offset);
      offset += vector.byteLength;
    }
    return bytes;
  }
  const view = new DataView(bytes.buffer);
  let offset = 0;
  for (const vector of vectors) {
    for (const value of vector) {
      view.setFloat32(offset, value, true);
      offset += 4;
    }
  }
  return bytes;
}

/**
 * Decodes `bytes` into a copy of its own, so that the bytes may be unaligned or reused.
 *
 * @throws RangeError when the bytes do not make exactly `length` values.
 */
export function decodeVector(
  bytes: Bytes,
  length: number,
  codec: VectorCodec = "float32",
): Float32Array<ArrayBuffer> {
  const expected = vectorBytes(codec, length);
  if (bytes.byteLength !== expected) {
    throw new RangeError(
      `decodeVector: ${length} ${codec} values take ${expected} bytes, got ${bytes.byteLength}`,
    );
  }
  const source = bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes;
  if (hostIsLittleEndian) {
    const copy = new Uint8Array(expected);
    copy.set(source);
    return new Float32Array(copy.buffer);
  }
  const view = new DataView(source.buffer, source.byteOffset, source.byteLength);
  return Float32Array.from({ length }, (_, i) => view.getFloat32(4 * i, true));
}
