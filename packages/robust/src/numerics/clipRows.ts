import type { UpdateMatrix } from "../matrix/updateMatrix";
import type { PreAggregation } from "../methods/definePreAggregator";

/** [m]: ‖xᵢ‖₂. */
export async function lengthsOf<Vector>(updates: UpdateMatrix<Vector>): Promise<Float64Array> {
  const origin = await updates.combine(new Float64Array(updates.m)); // [d], zeros
  return updates.distancesTo(origin, "l2");
}

/** Clips each row to length c. A row's share is the remaining part of its length. */
export async function clipTo<Vector>(
  updates: UpdateMatrix<Vector>,
  lengths: Float64Array,
  c: number,
): Promise<PreAggregation<Vector>> {
  const { m } = updates;
  const shares = new Float64Array(m * m);
  for (const [i, length] of lengths.entries()) shares[i * m + i] = length > c ? c / length : 1;
  return { updates: await updates.mix(shares, m), shares, warnings: [] };
}
