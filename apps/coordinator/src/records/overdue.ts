/**
 * Decides which classes are deleted at a start. The system's clock may be wrong, so one start never deletes a class that the
 * starts before it knew as one to keep: it notes the class, and a start on another day deletes it. Pure.
 */
const HOUR_MS = 3600 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** From one day's lesson to the next one's, with room for another hour of the day. */
const ANOTHER_DAY_MS = 12 * HOUR_MS;

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
  const isPast = (date: number) => date <= now;
  const known = [...lastUsed.values(), ...Object.values(noted)].filter(isPast);
  // so far from every date that is known, the clock is as likely to be wrong
  const isFar = now - Math.max(0, ...known) >= keepDays * DAY_MS;
  const due: string[] = [];
  const still: Record<string, number> = {};
  for (const [room, date] of lastUsed) {
    if (now - date < keepDays * DAY_MS) continue;
    const since = noted[room];
    // a note from the future was made by a wrong clock
    const isKnown = since !== undefined && isPast(since) && !isFar;
    if (isKnown && now - since >= ANOTHER_DAY_MS) due.push(room);
    else still[room] = isKnown ? since : now;
  }
  return { noted: still, due };
}
