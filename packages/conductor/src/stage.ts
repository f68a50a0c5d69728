/**
 * The stage's own path: what an adversary is handed and how far an aggregate lies from the honest mean. The only
 * file of the compute thread that is told whose rows are honest; nothing here feeds an aggregate.
 */

import { isFiniteVector } from "@honest-majority/protocol";
import { moments } from "@honest-majority/robust";

/** Mean and standard deviation (ddof 1) of each arm's named rows, at least one. */
export function stageMoments(arms: readonly Float32Array[][]): { mean: Float32Array; std: Float32Array }[] {
  return arms.map((rows) => moments(rows));
}

/** ‖z − mean of the honest rows‖₂, null where there is no aggregate, no row, or no finite answer. */
export function stageError(
  aggregate: Float32Array | undefined,
  honest: readonly Float32Array[],
): number | null {
  if (aggregate === undefined || honest.length === 0) return null;
  const { mean } = moments(honest);
  if (!isFiniteVector(mean)) return null;
  let squares = 0;
  for (let j = 0; j < mean.length; j++) squares += (aggregate[j] - mean[j]) ** 2;
  return Number.isFinite(squares) ? Math.sqrt(squares) : null;
}
