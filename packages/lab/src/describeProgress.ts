/** Describes the progress of a long task in words. */

/** Below this finished share of one task the time left cannot be estimated. */
const LEAST = 0.1;
/** Before that the pace is that of the start-up. */
const LEAST_SECONDS = 10;

/**
 * "12 of 96 and 40 % of one more, 3 min left". The time left assumes the pace so far, and is unknown in the first ten
 * seconds and before a tenth of one task is done. `underway`: the finished shares of the tasks that have begun, 0 … 1.
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
  if (elapsedSeconds < LEAST_SECONDS || finished < LEAST || finished >= total) return counted;
  return `${counted}, ${describeDuration((elapsedSeconds / finished) * (total - finished))} left`;
}

/** Small shares get a decimal, because a tenth of a percent of a run of days matters. */
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

/** Shows progress. The program that a person started decides how. */
export interface Display {
  /** Shows the progress; the next line may replace it. */
  show(line: string): void;
  /** Shows a line that stays. */
  say(line: string): void;
}
