/**
 * Column means and standard deviations of the honest updates, in double precision, the deviation (ddof 1)
 * from differences to the mean; 0 where there is one row.
 *
 * @throws RangeError when there is no row, or rows differ in length.
 */
export function moments(rows: readonly Float32Array[]): { mean: Float32Array; std: Float32Array } {
  const m = rows.length;
  if (m < 1) throw new RangeError("moments: at least one row must be given, got 0");
  const d = rows[0].length;
  const means = new Float64Array(d);
  for (const row of rows) {
    if (row.length !== d) throw new RangeError(`moments: rows must all hold ${d} values, got ${row.length}`);
    for (let j = 0; j < d; j++) means[j] += row[j];
  }
  for (let j = 0; j < d; j++) means[j] /= m;
  const squares = new Float64Array(d);
  for (const row of rows) for (let j = 0; j < d; j++) squares[j] += (row[j] - means[j]) ** 2;
  const std = Float32Array.from(squares, (sum) => (m > 1 ? Math.sqrt(sum / (m - 1)) : 0));
  return { mean: Float32Array.from(means), std };
}
