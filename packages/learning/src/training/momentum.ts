/**
 * Worker momentum, ByzSGDnm eq. (3): u₀ = g₀, then u ← β·u + (1 − β)·g. Answers a new [d]; `u` is
 * undefined in a worker's first round.
 */
export function momentumStep(
  u: Float32Array | undefined,
  g: Float32Array,
  beta: number,
): Float32Array<ArrayBuffer> {
  if (!(beta >= 0 && beta < 1)) throw new RangeError(`momentumStep: beta must be in [0, 1), got ${beta}`);
  if (u === undefined || beta === 0) return Float32Array.from(g); // not 0·u, which keeps an infinity as NaN
  if (u.length !== g.length) {
    throw new RangeError(`momentumStep: u and g must be equally long, got ${u.length} and ${g.length}`);
  }
  return Float32Array.from(g, (gj, j) => beta * u[j] + (1 - beta) * gj);
}
