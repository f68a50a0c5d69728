/** The steps from one round's parameters to the next round's, as they are sent. */
import { codecOf, encodeVectors, type VectorCodec } from "@honest-majority/protocol";
import type { ArmResult } from "./compute";

export interface Steps {
  /** The round whose parameters they start from. */
  base: number;
  codec: VectorCodec;
  /** By arm of that round. */
  bytes: ReadonlyMap<number, Uint8Array>;
}

/** An arm that took no step moves by zero. */
export function stepsOf(
  base: number,
  {
    codec,
    dim,
    arms,
    results,
  }: { codec: VectorCodec; dim: number; arms: readonly number[]; results: readonly ArmResult[] },
): Steps {
  const still = encodeVectors([new Float32Array(dim)], codec);
  const taken = new Map(results.map(({ arm, step }) => [arm, step]));
  return { base, codec, bytes: new Map(arms.map((arm) => [arm, taken.get(arm) ?? still])) };
}

/** The bytes beside the `round:open` of a round with these arms; undefined if one was not in the round before. */
export function stepBytes({ bytes }: Steps, arms: readonly number[]): Uint8Array | undefined {
  const pieces = arms.flatMap((arm) => bytes.get(arm) ?? []);
  if (pieces.length < arms.length) return undefined;
  const joined = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const piece of pieces) {
    joined.set(piece, offset);
    offset += piece.length;
  }
  return joined;
}

/** The codec in which a run's steps are sent; undefined for a codec that carries whole parameters. */
export function stepsCodec(codec: VectorCodec): VectorCodec | undefined {
  return codecOf(codec).steps ? codec : undefined;
}
