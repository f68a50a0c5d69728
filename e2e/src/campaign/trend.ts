/** A straight line through samples over time. Pure. */

export interface Sample {
  /** Hours since the start. */
  at: number;
  value: number;
}

export interface Trend {
  /** The slope. */
  perHour: number;
  /** Its standard error, if the samples scatter independently around the line. */
  error: number;
}

/** Least squares. @throws RangeError for fewer than three samples, or all at one time. */
export function trendOf(samples: readonly Sample[]): Trend {
  const n = samples.length;
  if (n < 3) throw new RangeError(`trendOf: there must be 3 samples, got ${n}`);
  const meanAt = samples.reduce((sum, { at }) => sum + at, 0) / n;
  const meanValue = samples.reduce((sum, { value }) => sum + value, 0) / n;
  const spread = samples.reduce((sum, { at }) => sum + (at - meanAt) ** 2, 0);
  if (spread === 0) throw new RangeError("trendOf: the samples must be at different times");
  const together = samples.reduce((sum, { at, value }) => sum + (at - meanAt) * (value - meanValue), 0);
  const perHour = together / spread;
  const left = samples.reduce(
    (sum, { at, value }) => sum + (value - meanValue - perHour * (at - meanAt)) ** 2,
    0,
  );
  return { perHour, error: Math.sqrt(left / (n - 2) / spread) };
}
