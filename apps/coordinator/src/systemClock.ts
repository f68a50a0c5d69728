import type { Clock } from "@honest-majority/conductor";

export const systemClock: Clock = {
  now: () => Math.round(performance.now()),
  date: () => Date.now(),
  after(ms, action) {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
};
