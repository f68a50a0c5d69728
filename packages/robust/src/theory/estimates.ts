/** Estimates the constants of the papers' bounds from the moments in a run's record. Pure. */

/** The moments of one round of one arm. */
export interface Observation {
  round: number;
  /** n, the number of honest updates. */
  workers: number;
  /** Σ‖u_k − ū‖²/(n−1) over the honest updates; null where unknown. */
  variance: number | null;
  /** ‖ū_t − ū_{t−1}‖; null where unknown. */
  turned: number | null;
  /** ‖w_t − W_{t−1}‖ with W₀ = w₀, W_t = β·W_{t−1} + (1−β)·w_t; null where unknown. */
  moved: number | null;
  /** ‖z − ū‖, the aggregate's error; null where unknown. */
  error: number | null;
}

/** B and β of the run. The workers' momenta must start in round 0. */
export interface Sampling {
  batchSize: number;
  momentum: number;
}

/**
 * σ̂², the variance of one example's gradient.
 *
 * With independent batches, u₀ = g₀ and u ← βu + (1−β)g make Var u_t = a_t·σ²/B, with a₀ = 1 and a_t = β²·a_{t−1} + (1−β)²,
 * which falls to (1−β)/(1+β). For iid workers `variance` is an unbiased estimate of Var u_t, so
 *
 *   σ̂² = mean over t of B·variance_t/a_t
 *
 * is an estimate of σ² averaged over the path, while assumption 1 needs its maximum. It is too large if the workers'
 * data differ. Batches drawn without replacement are as independent as others until the first example repeats, so use
 * only rounds of the first epoch.
 *
 * @throws RangeError when no round has two honest updates.
 */
export function estimateVariance(
  observations: readonly Observation[],
  { batchSize, momentum }: Sampling,
): number {
  const shares = noiseShares(momentum, rounds(observations));
  const found = observations.flatMap(({ round, variance }) =>
    variance === null ? [] : [(batchSize * variance) / shares[round]],
  );
  if (found.length === 0)
    throw new RangeError("estimateVariance: at least one round must have two honest updates, got none");
  return found.reduce((sum, value) => sum + value, 0) / found.length;
}

/**
 * L̂, how much the gradient changes with the parameters; undefined if the noise exceeds the change.
 *
 * If gradients are linear in w, E ū_t = ∇F(W_t). Then (ū_t − ū_{t−1})/(1−β) = ∇F(w_t) − ∇F(W_{t−1}) plus the noise of n
 * current batches and of n earlier momenta, whose expected square is N_t = (1 + a_{t−1})·σ²/(nB). Subtracted from the sums
 * over all rounds:
 *
 *   L̂² = Σ_t (turned_t²/(1−β)² − N_t) / Σ_t moved_t²
 *
 * With momentum this compares gradients about 1/(1−β) steps apart, between which the noise hides less than between
 * neighbours. L̂ is the root mean square of the curvature along the path, so it is below the L of assumption 3, which
 * bounds the curvature everywhere. The step was taken along the same noise of ū_{t−1}, which adds about
 * 2ηL·a·σ²/(nB) a round.
 */
export function estimateSmoothness(
  observations: readonly Observation[],
  { batchSize, momentum }: Sampling,
  variance: number,
): number | undefined {
  const shares = noiseShares(momentum, rounds(observations));
  let [turned, moved] = [0, 0];
  for (const seen of observations) {
    if (seen.turned === null || seen.moved === null || seen.round === 0) continue;
    const noise = ((1 + shares[seen.round - 1]) * variance) / (seen.workers * batchSize);
    turned += (seen.turned / (1 - momentum)) ** 2 - noise;
    moved += seen.moved ** 2;
  }
  return turned > 0 && moved > 0 ? Math.sqrt(turned / moved) : undefined;
}

/**
 * ĉ = Σ‖z − ū‖² / (δ·Σρ²) of definition 1, with ρ² = E‖u_k − u_k'‖² = 2·variance; undefined if δ is 0 or no round has
 * these moments. It measures the rule under the attack of this run, so it is a lower bound of the c that holds under any
 * attack.
 */
export function estimateRobustness(observations: readonly Observation[], delta: number): number | undefined {
  let [errors, spreads] = [0, 0];
  for (const { error, variance } of observations) {
    if (error === null || variance === null) continue;
    errors += error ** 2;
    spreads += 2 * variance;
  }
  return delta > 0 && spreads > 0 ? errors / (delta * spreads) : undefined;
}

/** a_t for t = 0 … count − 1: the share of one batch's variance that remains in a momentum. */
function noiseShares(beta: number, count: number): number[] {
  const shares = [1];
  while (shares.length < count) shares.push(beta ** 2 * shares[shares.length - 1] + (1 - beta) ** 2);
  return shares;
}

function rounds(observations: readonly Observation[]): number {
  return observations.reduce((most, { round }) => Math.max(most, round + 1), 1);
}
