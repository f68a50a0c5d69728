/**
 * Worker momentum, ByzSGDnm eq. (3): u₀ = g₀, then u ← β·u + (1 − β)·g. `u` is undefined in the first round
 * of a worker. Returns `into` [d], which may be `g` itself; new memory unless it is given.
 */
export function momentumStep(
  u: Float32Array | undefined,
  g: Float32Array,
  beta: number,
  into: Float32Array = new Float32Array(g.length),
): Float32Array {
  if (!(beta >= 0 && beta < 1)) throw new RangeError(`momentumStep: beta must be in [0, 1), got ${beta}`);
  if (into.length !== g.length) {
    throw new RangeError(`momentumStep: into must be as long as g, got ${into.length} and ${g.length}`);
  }
  // not 0·u, which keeps an infinity as NaN
  if (u === undefined || beta === 0) {
    if (into !== g) into.set(g);
    return into;
  }
  if (u.length !== g.length) {
    throw new RangeError(`momentumStep: u and g must be equally long, got ${u.length} and ${g.length}`);
  }
  // a loop, because Float32Array.from with a function takes tens of nanoseconds a value: longer than a small gradient
  for (let j = 0; j < g.length; j++) into[j] = beta * u[j] + (1 - beta) * g[j];
  return into;
}
