/**
 * Statistics of rows in plain memory, for attackers that know the honest updates and for measurements; no aggregate is computed
 * from them. All implementations give the same bits: sums run in double precision, and in the order of the rows or columns.
 */
export interface Statistics {
  /**
   * [d] each: column means and standard deviations (ddof 1). A deviation is computed from differences to the mean. It is 0 for
   * one row, and at most float32's largest value.
   *
   * @throws RangeError when there is no row, or rows differ in length.
   */
  moments(rows: readonly Float32Array[]): { mean: Float32Array; std: Float32Array };
  /**
   * The rows' mean [d], and its squared distances ‖xᵢ − mean‖² to the rows and then to `others`.
   *
   * @throws RangeError when there is no row, or rows differ in length.
   */
  aroundMean(
    rows: readonly Float32Array[],
    others: readonly Float32Array[],
  ): { mean: Float32Array; squares: Float64Array };
}
