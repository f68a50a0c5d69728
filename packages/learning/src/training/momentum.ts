/**
 * Worker momentum, ByzSGDnm eq. (3): u₀ = g₀, then u ← β·u + (1 − β)·g. Returns a new [d]; `u` is
 * undefined in the first round of a worker.
 */
export function momentumStep(
  u: Float32Array | undefined,
  g: Float32Array,
  beta: number,
): Float32Array<ArrayBuffer> {
  if (!(beta >= 0 && beta < 1)) throw new RangeError(`momentumStep: beta must be in [0, 1), got ${beta}`);
  if (u === undefined || beta === 0) return new Float32Array(g); // not 0·u, which keeps an infinity as NaN
  if (u.length !== g.length) {
    throw new RangeError(`momentumStep: u and g must be equally long, got ${u.length} and ${g.length}`);
  }
  // a loop, because Float32Array.from with a function takes tens of nanoseconds a value: longer than a small gradient
  const next = new Float32Array(g.length);
  for (let j = 0; j < g.length; j++) next[j] = beta * u[j] + (1 - beta) * g[j];
  return next;
}
