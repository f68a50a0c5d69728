import type { Statistics } from "./statistics";
import type { Later, UpdateMatrix } from "./updateMatrix";

/** One implementation of the passes: stores the rows of a round and makes matrices from them. */
export interface Passes<Vector> {
  /** The displayed name: "plain", "simd", "tfjs on webgpu". */
  readonly name: string;
  /**
   * Opens storage for up to `m` rows of `d` values.
   *
   * @throws RangeError unless both are integers >= 1.
   */
  open(m: number, d: number): Later<Arrivals<Vector>>;
  /** Unset: the plain ones are the fastest that there are. */
  readonly statistics?: Statistics;
}

/**
 * The rows of a round as they arrive. Each row is stored ("lands") once. Its distances to the earlier rows or to the last
 * aggregate, or the sums that a mean needs, are computed then, so that little work is left after the last row. The next round's rows overwrite
 * the last round's.
 */
export interface Arrivals<Vector> {
  readonly d: number;
  /**
   * Stores a copy of row `i` and replaces an earlier row `i`.
   *
   * @throws RangeError unless 0 <= i < m and the row holds d values.
   */
  land(i: number, row: Float32Array): Later<void>;
  /**
   * The matrix of these rows in this order. It reuses the distances computed so far. The matrix, and everything made from
   * it, is valid until one of its rows is replaced or `sweep` is called.
   *
   * @throws RangeError when no row is named or a named row never landed.
   */
  matrix(rows: readonly number[]): UpdateMatrix<Vector>;
  /** Turns [d] values into a vector. They may be copied as late as the first pass that reads them, so do not change them before the sweep. */
  vector(values: Float32Array): Vector;
  /** [d], in new memory that belongs to the caller. */
  read(vector: Vector): Later<Float32Array<ArrayBuffer>>;
  /** Frees everything that the passes made since the last sweep, but keeps the rows. */
  sweep(): void;
  /** Frees everything. */
  dispose(): void;
}
