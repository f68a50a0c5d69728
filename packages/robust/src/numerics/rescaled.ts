import type { UpdateMatrix } from "../matrix/updateMatrix";

/**
 * Every row brought to one length, 1 unless given, zero rows as they are; and the lengths they had, norms [m].
 *
 * For unit rows half the squared distance is 1 − their cosine. That comes from differences, where inner products of
 * rows of 1 and of 1e30 would leave nothing.
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
