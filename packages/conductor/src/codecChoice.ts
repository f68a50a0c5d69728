/** Which codec a worker is sent vectors in, and one encoding for all who share it. */
import { DEFAULT_CODEC, encodeVectors, type RunConfig, type VectorCodec } from "@honest-majority/protocol";

/** The run's codec where the worker named it at its join, else the one that every worker knows. */
export function codecFor({ codec = DEFAULT_CODEC }: RunConfig, known: readonly string[]): VectorCodec {
  return known.includes(codec) ? codec : DEFAULT_CODEC;
}

/** Encodes `vectors` when a codec is first asked for, and answers the same bytes from then on. */
export function encodedOnce(vectors: readonly Float32Array[]): (codec: VectorCodec) => Uint8Array {
  const encoded = new Map<VectorCodec, Uint8Array>();
  return (codec) => {
    const bytes = encoded.get(codec) ?? encodeVectors(vectors, codec);
    encoded.set(codec, bytes);
    return bytes;
  };
}
