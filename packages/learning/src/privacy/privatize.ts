import type { Random } from "@honest-majority/random";

/** What a worker does to its update before it sends it; absent or 0, nothing. */
export interface Privacy {
  /** C, the largest norm of an update. */
  clip?: number;
  /** σ, the deviation of the noise of each coordinate. */
  noise?: number;
}

/**
 * Clips an update as a whole, and adds noise to each coordinate:
 *
 *   v = u · min(1, C/‖u‖₂) + σ·n,  n ~ N(0, I_d)
 *
 * With both 0 it returns `update` itself, else new memory [d]. Values that are not finite stay so. The arithmetic is that of the
 * Gaussian mechanism (Dwork and Roth 2014, doi:10.1561/0400000042, appendix A), but a promise of privacy also needs draws that
 * the receiver cannot repeat, and a budget: see `epsilonOf`.
 *
 * @throws RangeError
 */
export function privatize(
  update: Float32Array,
  { clip = 0, noise = 0 }: Privacy,
  random: Random,
): Float32Array {
  if (!(clip >= 0)) throw new RangeError(`privatize: clip must be >= 0, got ${clip}`);
  if (!(noise >= 0)) throw new RangeError(`privatize: noise must be >= 0, got ${noise}`);
  if (clip === 0 && noise === 0) return update;
  const factor = clip === 0 ? 1 : Math.min(1, clip / norm(update)); // of zeros 1, as C/0 is infinite
  const sent = new Float32Array(update.length);
  for (let j = 0; j < sent.length; j++) {
    sent[j] = factor * update[j] + (noise === 0 ? 0 : noise * random.normal());
  }
  return sent;
}

function norm(vector: Float32Array): number {
  let squares = 0;
  for (let j = 0; j < vector.length; j++) squares += vector[j] * vector[j];
  return Math.sqrt(squares);
}
