/** How far a long task is, in words. The display rewrites one line on a terminal and prints lines elsewhere. */

/** From what has been done by then, start-up included, no more can be told. */
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

export interface Display {
  /** Replaces what was shown last; elsewhere than on a terminal, at most one line in ten seconds. */
  show(line: string): void;
  /** Stays. */
  say(line: string): void;
}

export function display({
  isTerminal,
  write,
  now,
}: {
  isTerminal: boolean;
  write: (text: string) => void;
  /** Milliseconds. */
  now: () => number;
}): Display {
  const wipe = "\r\u001b[2K";
  let shown = false;
  let last = Number.NEGATIVE_INFINITY;
  return {
    show(line) {
      if (isTerminal) {
        write(`${wipe}${line}`);
        shown = true;
      } else if (now() - last >= 10_000) {
        write(`${line}\n`);
        last = now();
      }
    },
    say(line) {
      write(`${shown ? wipe : ""}${line}\n`);
      shown = false;
    },
  };
}
