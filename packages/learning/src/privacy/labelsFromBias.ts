export interface LabelClues {
  /** ∂L/∂b of the last layer, [classes]. */
  slopes: ArrayLike<number>;
  /** B, which the coordinator knows: it is a setting of the run. */
  batchSize: number;
  /** The model's mean probability of each class on the batch, [classes]; unset, every class alike, as of an untrained model. */
  probabilities?: ArrayLike<number>;
  /** Whether the update may be smaller than the gradient, because it was clipped; the factor is then estimated. */
  isScaled?: boolean;
}

/**
 * How many examples of each class a batch has, from the slopes of the last layer's biases:
 *
 *   ∂L/∂b[c] = p̄[c] − n[c]/B,  so that  n[c] = B·(p̄[c] − ∂b[c])
 *
 * rounded to integers that sum to B, largest remainders first. A class without an example has the slope p̄[c], which is the
 * largest there can be; so the largest ∂b[c]/p̄[c] estimates a factor of the whole update. Returns counts [classes].
 *
 * Zhao et al. 2020, arXiv:2001.02610 (iDLG), for B = 1; Wainakh et al. 2021, arXiv:2105.09369, for batches.
 */
export function labelsFromBias({ slopes, batchSize, probabilities, isScaled = false }: LabelClues): number[] {
  const classes = slopes.length;
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new RangeError(`labelsFromBias: batchSize must be an integer >= 1, got ${batchSize}`);
  }
  if (probabilities !== undefined && probabilities.length !== classes) {
    throw new RangeError(
      `labelsFromBias: probabilities must have ${classes} values, got ${probabilities.length}`,
    );
  }
  const expected = Array.from({ length: classes }, (_, c) => probabilities?.[c] ?? 1 / classes);
  const factor = isScaled ? largest(expected.map((p, c) => slopes[c] / p)) : 1;
  const shares = expected.map((p, c) => Math.max(0, p - (factor > 0 ? slopes[c] / factor : 0)));
  const sum = shares.reduce((total, share) => total + share, 0);
  return rounded(
    shares.map((share) => (sum > 0 ? share / sum : 1 / classes) * batchSize),
    batchSize,
  );
}

/** The share of a batch's labels that counts of classes name, 0 … 1. */
export function shareOfLabels(counts: readonly number[], labels: ArrayLike<number>): number {
  const left = [...counts];
  let right = 0;
  for (let i = 0; i < labels.length; i++) {
    if (!(left[labels[i]] > 0)) continue;
    left[labels[i]]--;
    right++;
  }
  return labels.length === 0 ? 0 : right / labels.length;
}

function largest(values: readonly number[]): number {
  return values.reduce((most, value) => (value > most ? value : most), 0);
}

/** Integers near `values` that sum to `total`, as `values` do. */
function rounded(values: readonly number[], total: number): number[] {
  const counts = values.map(Math.floor);
  const missing = total - counts.reduce((sum, count) => sum + count, 0);
  const byRemainder = values
    .map((value, place) => ({ place, remainder: value - counts[place] }))
    .sort((a, b) => b.remainder - a.remainder);
  for (const { place } of byRemainder.slice(0, missing)) counts[place]++;
  return counts;
}
