import { isFiniteVector } from "../vector";

export type Descent =
  | { stepped: true; parameters: Float32Array<ArrayBuffer>; norm: number }
  | { stepped: false; reason: string };

/**
 * One step of the model, w ← w − η·z (ByzSGDm) or, normalized, w ← w − η·z/‖z‖ over the whole vector
 * (ByzSGDnm, eq. (12)). Returns new parameters [d] and ‖z‖₂; or no step when z or the parameters after it hold a
 * value that is not finite, or when a normalized z is zero: an epsilon there would turn noise into full steps.
 */
export function descend(
  parameters: Float32Array,
  aggregate: ArrayLike<number>,
  learningRate: number,
  normalized: boolean,
): Descent {
  if (aggregate.length !== parameters.length) {
    throw new RangeError(
      `descend: the aggregate must have ${parameters.length} values, got ${aggregate.length}`,
    );
  }
  let squares = 0;
  for (let j = 0; j < aggregate.length; j++) squares += aggregate[j] * aggregate[j];
  const norm = Math.sqrt(squares);
  if (!Number.isFinite(norm)) return { stepped: false, reason: "the aggregate is not finite" };
  if (normalized && norm === 0) return { stepped: false, reason: "the aggregate is zero" };
  const step = normalized ? learningRate / norm : learningRate;
  const next = new Float32Array(parameters.length);
  for (let j = 0; j < next.length; j++) next[j] = parameters[j] - step * aggregate[j];
  if (!isFiniteVector(next)) return { stepped: false, reason: "the step leaves float32" };
  return { stepped: true, norm, parameters: next };
}
