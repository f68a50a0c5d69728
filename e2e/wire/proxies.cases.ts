import { expect } from "vitest";
import { holdLesson, type Lesson } from "../src/networks/lesson";

/** On polling alone, no round is missing, none is told twice, and every flip and return is recorded. */
export async function expectWholeLesson(lesson: Lesson): Promise<{ upgrades: number; cuts: number }> {
  const told = await holdLesson(lesson);
  const every = Array.from({ length: lesson.rounds }, (_, round) => round);
  expect(told.recorded.map(({ round }) => round)).toEqual(every);
  expect(told.shown).toEqual(every);
  // a worker misses what closes while it is away, and hears nothing twice
  for (const rounds of told.heard) {
    expect(rounds.length).toBeGreaterThan(0);
    expect(rounds).toEqual([...new Set(rounds)].sort((a, b) => a - b));
  }
  const events = told.recorded.flatMap(({ events }) => events);
  const flips = events.flatMap((event) => (event.kind === "flipped" ? [event] : []));
  expect(flips.map(({ worker, role }) => [worker, role.kind])).toEqual([
    [told.flipped, "malicious"],
    [told.flipped, "honest"],
  ]);
  const [before, after] = told.reloaded;
  expect(after).toBe(before);
  expect(events).toContainEqual(expect.objectContaining({ kind: "returned", worker: before }));
  expect(told.transports).toEqual(new Array(6).fill("polling"));
  return told;
}
