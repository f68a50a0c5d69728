/** Plain and WASM passes return values, a GPU returns promises (WebGPU always), so rules await every pass. */
export type Later<T> = T | Promise<T>;

/**
 * One round's updates as an m×d matrix. All aggregators use these passes alone: the passes are the only place for
 * speed, the rules the only place for mathematics. Rows are finite and hold d values each. Sums run in double
 * precision, unless a pass says otherwise. A pass does not change its arguments, and its result belongs to the caller.
 *
 * `Vector`: d floats, wherever the implementation stores them. They are read back once, at the end.
 */
export interface UpdateMatrix<Vector> {
  readonly m: number;
  readonly d: number;
  /** [m, m], row-major: ‖xᵢ − xⱼ‖² to 1e-12 (1e-10 for millions of columns), also of rows that hardly differ, where inner products cancel. */
  squaredDistances(): Later<Float64Array>;
  /**
   * [d]: Σ wᵢ·xᵢ; `weights`: [m]. All weights 0 make the zero vector.
   *
   * `around`: a row x. The weights must add up to 1 then, and an implementation may compute x + Σ wᵢ·(xᵢ − x) in single precision,
   * to (16 + m/32)·2⁻²⁴ of each column's Σ wᵢ|xᵢ − x|: for weights that fall with the rows' distances from x.
   */
  combine(weights: Float64Array, around?: number): Later<Vector>;
  /** [d]: the mean of the rows, summed in the tree of `sumSteps`: its bits depend on the rows and their order alone. */
  mean(): Later<Vector>;
  /**
   * [d]: v + (1/m) Σ kᵢ·(xᵢ − v); `kept`: [m]. `radius`: each kᵢ is min(1, radius / ‖xᵢ − v‖). An implementation may then add
   * up the next round's rows as they land. It never changes the result.
   */
  stepFrom(v: Vector, kept: Float64Array, radius?: number): Later<Vector>;
  /** [k, m] · [m, d], row-major weights: bucketing, nearest-neighbour mixing. */
  mix(weights: Float64Array, k: number): Later<UpdateMatrix<Vector>>;
  /** [d]; for even m the mean of the two middle values, or the lower one of them. */
  coordinateMedian(ofEven?: "mean" | "lower"): Later<Vector>;
  /** [d]: the mean of each column without its f smallest and f largest values; 2f < m. */
  trimmedMean(f: number): Later<Vector>;
  /**
   * [m]: the share of the columns in which a row's value survives that trim. Equal values share the places left
   * for them, so the shares add up to m − 2f whatever the order of the rows.
   */
  trimShares(f: number): Later<Float64Array>;
  /** [d]: the mean of the `keep` values of each column nearest to the centre's. Two values at the same distance, up to the rounding of the centre, share the last place. */
  meanAround(center: Vector, keep: number): Later<Vector>;
  /** The matrix of these rows in this order, without a copy: a view that is valid as long as this matrix. Indices must differ. */
  select(rows: readonly number[]): UpdateMatrix<Vector>;
  /** [m, k]: these columns in this order. Indices must differ. */
  columns(indices: Uint32Array): Later<UpdateMatrix<Vector>>;
  /** [m]: ‖xᵢ − v‖₁ or ‖xᵢ − v‖₂. */
  distancesTo(v: Vector, norm: "l1" | "l2"): Later<Float64Array>;
  /**
   * [m]: the number of columns in which a row is on the majority's side of the column's mean (`x >= mean` or `x < mean`);
   * in a tie that is the side `>=`. This is BrSGD's score.
   */
  majorityScores(): Later<Float64Array>;
  /** [m, 2], row-major: how many of a row's values are > 0, and how many < 0. */
  signCounts(): Later<Float64Array>;
  /** [d]: the sign of each column's sum of signs, −1, 0 or 1. */
  signMajority(): Later<Vector>;
  /** [m]: the number of columns in which a row's sign is v's. */
  signAgreements(v: Vector): Later<Float64Array>;
}
