/**
 * Decides which classes are deleted at a start. The system's clock may be wrong, for a lesson or for a week of them, so a start
 * only notes a class that it finds overdue; one that finds it so two weeks later deletes it. A start at which the clock is right
 * again takes back what was noted meanwhile. Pure.
 */
const DAY_MS = 24 * 3600 * 1000;
/** So long a wrong clock is believed to be noticed. */
const NOTED_DAYS = 14;

/** By room, when a start first found it overdue, in Unix milliseconds. */
export type Overdue = Readonly<Record<string, number>>;

export function overdueRooms({
  lastUsed,
  noted,
  keepDays,
  now,
}: {
  /** By room, Unix milliseconds. */
  lastUsed: ReadonlyMap<string, number>;
  noted: Overdue;
  keepDays: number;
  /** Unix milliseconds. */
  now: number;
}): { noted: Record<string, number>; due: string[] } {
  const due: string[] = [];
  const still: Record<string, number> = {};
  for (const [room, date] of lastUsed) {
    if (now - date < keepDays * DAY_MS) continue;
    const since = noted[room] ?? now;
    // who keeps classes for a few days does not want them for two weeks more
    if (now - since >= Math.min(NOTED_DAYS, keepDays) * DAY_MS) due.push(room);
    else still[room] = Math.min(since, now); // a note from the future was made by a wrong clock
  }
  return { noted: still, due };
}
