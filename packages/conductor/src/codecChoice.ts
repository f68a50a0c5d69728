/** Chooses the codec of the vectors that a worker receives, and encodes them only once for all workers with the same codec. */
import { codecOf, DEFAULT_CODEC, encodeVectors, type VectorCodec } from "@honest-majority/protocol";

/** The run's codec if the worker named it when it joined, else the default, which every worker knows. */
export function codecFor(codec: VectorCodec, known: readonly string[]): VectorCodec {
  return known.includes(codec) ? codec : DEFAULT_CODEC;
}

/** The codec of whole parameters to a worker whose updates come in `codec`. */
export function parametersCodec(codec: VectorCodec): VectorCodec {
  return codecOf(codec).steps ? DEFAULT_CODEC : codec;
}

/** The workers of each codec. */
export function byCodec(
  workers: readonly string[],
  codecOf: (worker: string) => VectorCodec,
): Map<VectorCodec, string[]> {
  const groups = new Map<VectorCodec, string[]>();
  for (const worker of workers) {
    const codec = codecOf(worker);
    const group = groups.get(codec);
    if (group === undefined) groups.set(codec, [worker]);
    else group.push(worker);
  }
  return groups;
}

/** Encodes `vectors` at the first call with a codec and returns the same bytes from then on. */
export function encodedOnce(vectors: readonly Float32Array[]): (codec: VectorCodec) => Uint8Array {
  const encoded = new Map<VectorCodec, Uint8Array>();
  return (codec) => {
    const bytes = encoded.get(codec) ?? encodeVectors(vectors, codec);
    encoded.set(codec, bytes);
    return bytes;
  };
}
