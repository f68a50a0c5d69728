/** Plain and WASM passes answer at once, a GPU later and WebGPU never at once; so rules await. */
export type Later<T> = T | Promise<T>;

/**
 * One round's updates as an m×d matrix. Every aggregator is written on these passes alone: they are the
 * only place for speed, the rules the only place for mathematics. Rows are finite and hold d values
 * each; sums run in double precision. A pass leaves its arguments as they are and its answer belongs to the caller.
 *
 * `Vector`: d floats, wherever the implementation keeps them; read back once, at the end.
 */
export interface UpdateMatrix<Vector> {
  readonly m: number;
  readonly d: number;
  /** [m, m], row-major: ‖xᵢ − xⱼ‖², from differences, never from inner products, which cancel. */
  squaredDistances(): Later<Float64Array>;
  /** [d]: Σ wᵢ·xᵢ; `weights`: [m]. All weights 0 make the zero vector. */
  combine(weights: Float64Array): Later<Vector>;
  /** [d]: v + (1/m) Σ kᵢ·(xᵢ − v); `kept`: [m]. */
  stepFrom(v: Vector, kept: Float64Array): Later<Vector>;
  /** [k, m] · [m, d], row-major weights: bucketing, nearest-neighbour mixing. */
  mix(weights: Float64Array, k: number): Later<UpdateMatrix<Vector>>;
  /** [d]; for even m the mean of the two middle values, or the lower one of them. */
  coordinateMedian(ofEven?: "mean" | "lower"): Later<Vector>;
  /** [d]: the mean of each column without its f smallest and f largest values; 2f < m. */
  trimmedMean(f: number): Later<Vector>;
  /**
   * [m]: in what share of the columns a row's value survives that trim. Equal values share the places left
   * for them, so the shares add up to m − 2f whatever the order of the rows.
   */
  trimShares(f: number): Later<Float64Array>;
  /** [d]: the mean of the `keep` values of each column nearest to the centre's; two at one distance, but for the rounding of the centre, share the last place. */
  meanAround(center: Vector, keep: number): Later<Vector>;
  /** The matrix of these rows in this order, without a copy: a view that lives as long as this one. Indices differ. */
  select(rows: readonly number[]): UpdateMatrix<Vector>;
  /** [m, k]: these columns in this order; indices differ. */
  columns(indices: Uint32Array): Later<UpdateMatrix<Vector>>;
  /** [m]: ‖xᵢ − v‖₁ or ‖xᵢ − v‖₂. */
  distancesTo(v: Vector, norm: "l1" | "l2"): Later<Float64Array>;
  /**
   * [m]: in how many columns a row is on the majority's side of the column's mean (`x >= mean` or `x < mean`);
   * in a tie that is the side `>=`. BrSGD's score.
   */
  majorityScores(): Later<Float64Array>;
  /** [m, 2], row-major: how many of a row's values are > 0, and how many < 0. */
  signCounts(): Later<Float64Array>;
  /** [d]: the sign of each column's sum of signs, −1, 0 or 1. */
  signMajority(): Later<Vector>;
  /** [m]: in how many columns a row's sign is v's. */
  signAgreements(v: Vector): Later<Float64Array>;
}
