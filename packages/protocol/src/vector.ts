/** Vectors on the wire, in the codec that is named beside the bytes. */
import { isFiniteVector } from "@honest-majority/learning/facts";
import { z } from "zod";
import { codecNames, codecOf, DEFAULT_CODEC, knowsCodec } from "./codecs/codecs";
import { quoted } from "./limits";

export { isFiniteVector };

/** A name in `CODECS`, looked up when a message is read: more codecs may have been registered by then. */
export const VectorCodec = z
  .string()
  .max(40)
  .refine(knowsCodec, {
    error: ({ input }) => `must be one of ${codecNames().join(", ")}, got ${quoted(JSON.stringify(input))}`,
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

/** Encodes each of `vectors` separately, one after another, into new memory. `uniform`: see `Codec.encode`. */
export function encodeVectors(
  vectors: readonly Float32Array[],
  codec: VectorCodec = DEFAULT_CODEC,
  uniform?: () => number,
): Uint8Array<ArrayBuffer> {
  const chosen = codecOf(codec);
  const encoded = new Uint8Array(vectors.reduce((sum, vector) => sum + chosen.bytes(vector.length), 0));
  let offset = 0;
  for (const vector of vectors) {
    chosen.encode(vector, encoded, offset, uniform);
    offset += chosen.bytes(vector.length);
  }
  return encoded;
}

/** `vector` encoded: its own memory where the codec's bytes are the values' own, so write to neither while the bytes are in use. */
export function vectorAsBytes(vector: Float32Array, codec: VectorCodec, uniform?: () => number): Uint8Array {
  return codecOf(codec).bytesOf?.(vector) ?? encodeVectors([vector], codec, uniform);
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

/** Whether all values of a vector are finite that was decoded from `bytes`; these tell it faster in some codecs. */
export function isFiniteDecoded(vector: Float32Array, bytes: Bytes, codec: VectorCodec): boolean {
  const [piece] = pieces(bytes, { count: 1, length: vector.length, codec });
  return codecOf(codec).isSurelyFinite?.(piece, vector.length) || isFiniteVector(vector);
}

/**
 * Decodes `count` vectors of `length` values each, which follow one another.
 *
 * @throws RangeError when the bytes do not make exactly that many.
 */
export function decodeVectors(
  bytes: Bytes,
  { count, length, codec = DEFAULT_CODEC, into }: Vectors & { into?: readonly Float32Array[] },
): Float32Array[] {
  return pieces(bytes, { count, length, codec }).map((piece, i) => {
    const target = into?.[i];
    if (target !== undefined && target.length !== length)
      throw new RangeError(`decodeVector: into must hold ${length} values, got ${target.length}`);
    return codecOf(codec).decode(piece, length, target);
  });
}

/**
 * The same vectors without a copy where the codec's bytes are the values' own: write neither to them nor to the bytes while the
 * vectors are in use.
 *
 * @throws RangeError as `decodeVectors`.
 */
export function bytesAsVectors(
  bytes: Bytes,
  { count, length, codec = DEFAULT_CODEC }: Vectors,
): Float32Array[] {
  const chosen = codecOf(codec);
  return pieces(bytes, { count, length, codec }).map(
    (piece) => chosen.valuesOf?.(piece, length) ?? chosen.decode(piece, length),
  );
}

interface Vectors {
  count: number;
  length: number;
  codec?: VectorCodec;
}

/** The bytes of each vector. */
function pieces(bytes: Bytes, { count, length, codec }: Required<Vectors>): Uint8Array[] {
  const chosen = codecOf(codec);
  const each = chosen.bytes(length);
  if (bytes.byteLength !== count * each) {
    const what = count === 1 ? "" : `${count} × `;
    throw new RangeError(
      `decodeVector: ${what}${length} ${codec} values take ${count * each} bytes, got ${bytes.byteLength}`,
    );
  }
  const source = bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes;
  return Array.from({ length: count }, (_, i) => source.subarray(i * each, (i + 1) * each));
}
