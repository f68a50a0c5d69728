/** How one vector is written as bytes and read back. A codec knows no event, no round and no worker. */
export interface Codec {
  /** On the wire and in a run's settings. */
  readonly codec: string;
  readonly name: string;
  /** For labels with little space. */
  readonly shortName: string;
  /** What it does to a vector, and what it costs. */
  readonly sentence: string;
  /** What the bytes are, for a worker in another language. */
  readonly layout?: string;
  /** `bytes(d)` as a formula, for documents, if it is not linear in d. */
  readonly size?: string;
  /** Too coarse for parameters, which rounding would change at every sending: they are sent as steps, see `RoundTask`. */
  readonly steps?: true;
  /** Bytes that a vector of `d` values takes, whatever its values are. */
  bytes(d: number): number;
  /**
   * Writes `vector` to `bytes` from `offset` on, which need not be aligned. All `bytes(vector.length)` of them are written.
   * `uniform`: draws from [0, 1), for a codec that rounds at random; without it such a codec rounds to the nearest.
   */
  encode(vector: Float32Array, bytes: Uint8Array, offset: number, uniform?: () => number): void;
  /**
   * Reads [d] from exactly `bytes(d)` bytes, aligned or not, into `into` where that is given. A vector that had a
   * value that was not finite has one afterwards; bytes that no encoder writes may decode to any values.
   */
  decode(bytes: Uint8Array, d: number, into?: Float32Array): Float32Array;
  /** Whether a few of the bytes, exactly `bytes(d)`, are enough to tell that all values are finite. False: look at the values. */
  isSurelyFinite?(bytes: Uint8Array, d: number): boolean;
  /** The vector's memory as its bytes, for a codec whose bytes are the values' own; undefined when they are not on this host. */
  bytesOf?(vector: Float32Array): Uint8Array | undefined;
  /** The reverse; undefined also when the bytes are not aligned. */
  valuesOf?(bytes: Uint8Array, d: number): Float32Array | undefined;
}

export function defineCodec<const Entry extends Codec>(codec: Entry): Entry {
  return codec;
}
