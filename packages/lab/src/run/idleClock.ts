import type { Clock } from "@honest-majority/conductor";

export interface IdleClock extends Clock {
  /** Lets the next timer go off, as if its time had come; false where none is set. */
  skipToNext(): boolean;
}

/**
 * A clock for a process in which nobody is ever late: deadlines go off when nothing else is left to do, in
 * their order, however long the work took. So a slow machine computes what a fast one does.
 */
export function idleClock(now: () => number): IdleClock {
  const timers = new Set<{ due: number; action: () => void }>();
  let skipped = 0; // what has been waited for without waiting
  return {
    now,
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
