/** A run as the accountant sees it: T rounds of the Gaussian mechanism on a random part of the data. */
export interface NoisyRounds {
  /** q: the share of the protected data that a round uses; 1 for all. */
  share: number;
  /** z = σ/S: the noise's deviation by how much one neighbour can move what it is added to. */
  multiplier: number;
  /** T */
  rounds: number;
  /** δ, the probability with which ε may fail. */
  delta: number;
}

/** The orders of Rényi divergence among which the smallest ε is chosen. */
const ORDERS: readonly number[] = [
  ...Array.from({ length: 63 }, (_, i) => i + 2),
  ...[72, 80, 96, 112, 128, 160, 192, 256, 384, 512, 1024],
];

/**
 * The ε of (ε, δ)-differential privacy after T rounds, an upper bound: the smallest over integer orders α ≥ 2 of
 *
 *   T·RDP(α) + ln((α − 1)/α) − (ln δ + ln α)/(α − 1)
 *
 * with RDP(α) of the Gaussian mechanism on a Poisson sample with rate q. Mironov, Talwar and Zhang 2019, arXiv:1908.10530,
 * section 3.3; the conversion is that of Canonne, Kamath and Steinke 2020, arXiv:2004.00010, proposition 12. Infinite without
 * noise.
 *
 * What a neighbour is, and so S, is the caller's to say. Of a worker whose whole update is clipped to C, any other data move the
 * update by up to S = 2C, and each round uses all of it: q = 1. Batches in a shuffled order are no Poisson sample.
 *
 * @throws RangeError
 */
export function epsilonOf({ share, multiplier, rounds, delta }: NoisyRounds): number {
  if (!(share > 0 && share <= 1)) throw new RangeError(`epsilonOf: share must be in (0, 1], got ${share}`);
  if (!(multiplier >= 0)) throw new RangeError(`epsilonOf: multiplier must be >= 0, got ${multiplier}`);
  if (!(Number.isInteger(rounds) && rounds >= 1)) {
    throw new RangeError(`epsilonOf: rounds must be an integer >= 1, got ${rounds}`);
  }
  if (!(delta > 0 && delta < 1)) throw new RangeError(`epsilonOf: delta must be in (0, 1), got ${delta}`);
  if (multiplier === 0) return Number.POSITIVE_INFINITY;
  const bounds = ORDERS.map(
    (order) =>
      rounds * divergence(order, share, multiplier) +
      Math.log1p(-1 / order) -
      (Math.log(delta) + Math.log(order)) / (order - 1),
  );
  return Math.max(0, Math.min(...bounds));
}

/**
 * The smallest multiplier z, to three digits, with which T rounds cost at most ε: what a budget costs in noise.
 *
 * @throws RangeError
 */
export function multiplierFor(epsilon: number, run: Omit<NoisyRounds, "multiplier">): number {
  if (!(epsilon > 0)) throw new RangeError(`multiplierFor: epsilon must be > 0, got ${epsilon}`);
  let [low, high] = [0, 1];
  while (epsilonOf({ ...run, multiplier: high }) > epsilon) [low, high] = [high, 2 * high];
  while (high - low > high / 2000) {
    const middle = (low + high) / 2;
    if (epsilonOf({ ...run, multiplier: middle }) > epsilon) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * RDP(α) of one round: ln A/(α − 1) with
 *
 *   A = Σ_{k=0}^{α} C(α, k) (1 − q)^{α−k} q^k exp((k² − k)/(2z²))
 *
 * summed in logarithms, because its terms leave float64; α/(2z²) for q = 1.
 */
function divergence(order: number, share: number, multiplier: number): number {
  const variance = multiplier * multiplier;
  if (share === 1) return order / (2 * variance);
  let logBinomial = 0; // ln C(α, k)
  const terms: number[] = [];
  for (let k = 0; k <= order; k++) {
    if (k > 0) logBinomial += Math.log(order - k + 1) - Math.log(k);
    terms.push(
      logBinomial + k * Math.log(share) + (order - k) * Math.log1p(-share) + (k * k - k) / (2 * variance),
    );
  }
  const most = Math.max(...terms);
  const sum = terms.reduce((total, term) => total + Math.exp(term - most), 0);
  return (most + Math.log(sum)) / (order - 1);
}
