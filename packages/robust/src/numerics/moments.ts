import { finiteFloat32 } from "../methods/defineAttack";

/**
 * Column means and standard deviations of the honest updates, in double precision. The deviation (ddof 1) is computed
 * from differences to the mean. It is 0 for one row, and at most float32's largest value.
 *
 * @throws RangeError when there is no row, or rows differ in length.
 */
export function moments(rows: readonly Float32Array[]): { mean: Float32Array; std: Float32Array } {
  const means = columnMeans(rows);
  const m = rows.length;
  const squares = new Float64Array(means.length);
  for (const row of rows) for (let j = 0; j < row.length; j++) squares[j] += (row[j] - means[j]) ** 2;
  const std = new Float32Array(means.length);
  if (m > 1) for (let j = 0; j < std.length; j++) std[j] = finiteFloat32(Math.sqrt(squares[j] / (m - 1)));
  return { mean: new Float32Array(means), std };
}

/**
 * [d], in double precision.
 *
 * @throws RangeError when there is no row, or rows differ in length.
 */
export function columnMeans(rows: readonly Float32Array[]): Float64Array {
  const m = rows.length;
  if (m < 1) throw new RangeError("moments: at least one row must be given, got 0");
  const d = rows[0].length;
  const means = new Float64Array(d);
  for (const row of rows) {
    if (row.length !== d) throw new RangeError(`moments: rows must all hold ${d} values, got ${row.length}`);
    for (let j = 0; j < d; j++) means[j] += row[j];
  }
  for (let j = 0; j < d; j++) means[j] /= m;
  return means;
}
