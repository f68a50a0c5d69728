import type { Later, UpdateMatrix } from "./updateMatrix";

/** One implementation of the passes: where rows land and matrices of them come from. */
export interface Passes<Vector> {
  /** For people: "plain", "simd", "tfjs on webgpu". */
  readonly name: string;
  /**
   * Room for up to `m` rows of `d` values.
   *
   * @throws RangeError unless both are integers >= 1.
   */
  open(m: number, d: number): Later<Arrivals<Vector>>;
}

/**
 * The rows of a round as they arrive. A row lands once, and its distances to the rows before it are taken then, so
 * that little is left to do when the last one is in. The next round's rows land over the last one's.
 */
export interface Arrivals<Vector> {
  readonly d: number;
  /**
   * Takes a copy of row `i`, in the place of one that was there.
   *
   * @throws RangeError unless 0 <= i < m and the row holds d values.
   */
  land(i: number, row: Float32Array): Later<void>;
  /**
   * The matrix of these rows in this order; its distances are those already taken. Valid, like everything made from
   * it, until one of its rows lands anew or `sweep` is called.
   *
   * @throws RangeError when no row is named or one never landed.
   */
  matrix(rows: readonly number[]): UpdateMatrix<Vector>;
  /** [d] values, taken to where the vectors are, at the latest when a pass looks at them: until the sweep leave them as they are. */
  vector(values: Float32Array): Vector;
  /** [d], in memory of the caller's own. */
  read(vector: Vector): Later<Float32Array<ArrayBuffer>>;
  /** Frees what the passes made since the last sweep; rows stay. */
  sweep(): void;
  /** Frees everything. */
  dispose(): void;
}
