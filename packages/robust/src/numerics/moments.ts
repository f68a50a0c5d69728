import type { Statistics } from "../matrix/statistics";
import { finiteFloat32 } from "../methods/defineAttack";

/** See `Statistics`. */
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
  const d = requireAlike("moments", rows);
  const means = new Float64Array(d);
  for (const row of rows) for (let j = 0; j < d; j++) means[j] += row[j];
  for (let j = 0; j < d; j++) means[j] /= m;
  return means;
}

function aroundMean(rows: readonly Float32Array[], others: readonly Float32Array[]) {
  requireAlike("aroundMean", rows);
  const all = [...rows, ...others];
  requireAlike("aroundMean", all);
  const mean = new Float32Array(columnMeans(rows));
  const squares = Float64Array.from(all, (row) => {
    let sum = 0;
    for (let j = 0; j < row.length; j++) sum += (row[j] - mean[j]) ** 2;
    return sum;
  });
  return { mean, squares };
}

/** The statistics in plain TypeScript: the reference, and the fallback. */
export const plainStatistics: Statistics = { moments, aroundMean };

/** The rows' length. @throws RangeError when there is no row, or rows differ in length. */
export function requireAlike(what: string, rows: readonly Float32Array[]): number {
  if (rows.length < 1) throw new RangeError(`${what}: at least one row must be given, got 0`);
  const d = rows[0].length;
  for (const { length } of rows) {
    if (length !== d) throw new RangeError(`${what}: rows must all hold ${d} values, got ${length}`);
  }
  return d;
}
