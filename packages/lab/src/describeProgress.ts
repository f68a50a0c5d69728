/** How far a long task is, in words. */

/** Before this share of one task is done, start-up included, the time that is left cannot be told. */
const LEAST = 0.1;

/**
 * "12 of 96 and 40 % of one more, 3 min left": time left as what is done took its own, unknown before a tenth of one is. `underway`: shares of
 * those that have begun, 0 … 1.
 */
export function describeProgress({
  done,
  total,
  underway = [],
  elapsedSeconds,
}: {
  done: number;
  total: number;
  underway?: readonly number[];
  elapsedSeconds: number;
}): string {
  const begun = underway.reduce((sum, share) => sum + share, 0);
  const more = underway.length === 1 ? "one more" : `${underway.length} more`;
  const shares = underway.map(percent).join(" and ");
  const counted = `${done} of ${total}${underway.length === 0 ? "" : ` and ${shares} of ${more}`}`;
  const finished = done + begun;
  if (finished < LEAST || finished >= total) return counted;
  return `${counted}, ${describeDuration((elapsedSeconds / finished) * (total - finished))} left`;
}

/** A tenth of a percent of a run of days is worth telling. */
function percent(share: number): string {
  return `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
}

export function describeDuration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${minutes % 60} min`;
  return `${Math.round(hours / 24)} days`;
}

/** Where progress is shown; the program that a person started decides how. */
export interface Display {
  /** Shows how far the task is; the next line may take its place. */
  show(line: string): void;
  /** Shows a line that stays. */
  say(line: string): void;
}
