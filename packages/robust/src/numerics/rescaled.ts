import type { UpdateMatrix } from "../matrix/updateMatrix";

/**
 * Scales every row to one length (1 by default), except zero rows, and returns their former lengths, norms [m].
 *
 * For unit rows half the squared distance is 1 − their cosine. It comes from differences, because inner products of
 * rows of 1 and of 1e30 would lose all digits.
 */
export async function rescaled<Vector>(
  updates: UpdateMatrix<Vector>,
  length = 1,
): Promise<{ rows: UpdateMatrix<Vector>; norms: Float64Array }> {
  const { m } = updates;
  const origin = await updates.combine(new Float64Array(m)); // [d]
  const norms = await updates.distancesTo(origin, "l2"); // [m]
  const weights = new Float64Array(m * m);
  for (let i = 0; i < m; i++) weights[i * m + i] = norms[i] > 0 ? length / norms[i] : 0;
  return { rows: await updates.mix(weights, m), norms };
}
