import type { Clock } from "@honest-majority/conductor";

export interface IdleClock extends Clock {
  /** Fires the next timer as if its time had come. Returns false if none is set. */
  skipToNext(): boolean;
}

/**
 * A clock for a process in which no one is ever late: timers fire in their order when no other work is left, however long
 * that work took. So a slow machine computes the same as a fast one.
 */
export function idleClock(now: () => number): IdleClock {
  const timers = new Set<{ due: number; action: () => void }>();
  let skipped = 0; // the virtual time skipped so far
  return {
    now,
    date: now,
    after(ms, action) {
      const timer = { due: skipped + ms, action };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    skipToNext() {
      let next: { due: number; action: () => void } | undefined;
      for (const timer of timers) if (next === undefined || timer.due < next.due) next = timer;
      if (next === undefined) return false;
      timers.delete(next);
      skipped = next.due;
      next.action();
      return true;
    },
  };
}
