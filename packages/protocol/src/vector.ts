/** Vectors on the wire, in the codec that is named beside the bytes. */
import { z } from "zod";
import { codecNames, codecOf, DEFAULT_CODEC, knowsCodec } from "./codecs/codecs";

export { isFiniteVector } from "@honest-majority/learning/facts";

/** A name in `CODECS`, looked up when a message is read: more codecs may have been registered by then. */
export const VectorCodec = z
  .string()
  .max(40)
  .refine(knowsCodec, {
    error: ({ input }) => `must be one of ${codecNames().join(", ")}, got ${JSON.stringify(input)}`,
  });
export type VectorCodec = z.infer<typeof VectorCodec>;

/** socket.io delivers an ArrayBuffer in a browser and a Buffer in Node. */
export type Bytes = ArrayBuffer | Uint8Array;

/** Bytes that a vector of `length` values takes. */
export function vectorBytes(codec: VectorCodec, length: number): number {
  return codecOf(codec).bytes(length);
}

/** Bytes that an update of `d` values takes in the codec that makes it longest. */
export function longestVectorBytes(d: number): number {
  return Math.max(...codecNames().map((codec) => vectorBytes(codec, d)));
}

/** Encodes each of `vectors` separately, one after another, into new memory. */
export function encodeVectors(
  vectors: readonly Float32Array[],
  codec: VectorCodec = DEFAULT_CODEC,
): Uint8Array<ArrayBuffer> {
  const chosen = codecOf(codec);
  const encoded = new Uint8Array(vectors.reduce((sum, vector) => sum + chosen.bytes(vector.length), 0));
  let offset = 0;
  for (const vector of vectors) {
    chosen.encode(vector, encoded, offset);
    offset += chosen.bytes(vector.length);
  }
  return encoded;
}

/**
 * Decodes one vector into `into` [length] if given, else into new memory. The bytes may be unaligned, and may be reused
 * afterwards.
 *
 * @throws RangeError when the bytes do not make exactly `length` values, or `into` does not hold as many.
 */
export function decodeVector(
  bytes: Bytes,
  length: number,
  codec: VectorCodec = DEFAULT_CODEC,
  into?: Float32Array,
): Float32Array {
  return decodeVectors(bytes, { count: 1, length, codec, into: into && [into] })[0];
}

/**
 * Decodes `count` vectors of `length` values each, which follow one another.
 *
 * @throws RangeError when the bytes do not make exactly that many.
 */
export function decodeVectors(
  bytes: Bytes,
  {
    count,
    length,
    codec = DEFAULT_CODEC,
    into,
  }: { count: number; length: number; codec?: VectorCodec; into?: readonly Float32Array[] },
): Float32Array[] {
  const chosen = codecOf(codec);
  const each = chosen.bytes(length);
  if (bytes.byteLength !== count * each) {
    const what = count === 1 ? "" : `${count} × `;
    throw new RangeError(
      `decodeVector: ${what}${length} ${codec} values take ${count * each} bytes, got ${bytes.byteLength}`,
    );
  }
  const source = bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes;
  return Array.from({ length: count }, (_, i) => {
    const target = into?.[i];
    if (target !== undefined && target.length !== length)
      throw new RangeError(`decodeVector: into must hold ${length} values, got ${target.length}`);
    return chosen.decode(source.subarray(i * each, (i + 1) * each), length, target);
  });
}
