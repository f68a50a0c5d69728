import { describe, expect, test } from "vitest";
import { overdueRooms } from "./overdue";

const DAY_MS = 24 * 3600 * 1000;

/** Starts on the given days, with classes that were last open on days 0 and 100. `opens`: what a start opens is used then. */
function starts(...days: number[]) {
  const lastUsed = new Map([
    ["OLD-1", 0],
    ["NEW-1", 100 * DAY_MS],
  ]);
  let noted = {};
  return days.map((day) => {
    const now = day * DAY_MS;
    const decided = overdueRooms({ lastUsed, noted, keepDays: 120, now });
    noted = decided.noted;
    for (const room of decided.due) lastUsed.delete(room);
    lastUsed.set(`LESSON-${day}`, now);
    return decided.due;
  });
}

describe("overdueRooms", () => {
  test("deletes a class at the first start two weeks after one that found it overdue", () => {
    expect(starts(119, 120, 121, 133.9, 134)).toEqual([[], [], [], [], ["OLD-1"]]);
    expect(starts(119, 120, 150)).toEqual([[], [], ["OLD-1"]]);
  });

  test("deletes nothing at starts on many days with a clock far ahead, nor after the clock is right again", () => {
    expect(starts(110, 310, 311, 312, 318, 323, 115, 116, 117)).toEqual(new Array(9).fill([]));
    // the first two weeks of notes are not there any more
    expect(starts(110, 310, 311, 112, 325)).toEqual([[], [], [], [], []]);
  });

  test("deletes nothing at a start with a clock far behind, and begins again when it is right", () => {
    expect(starts(120, 3, 134, 135).flat()).toEqual([]);
    expect(starts(120, 3, 134, 148).at(-1)).toContain("OLD-1");
  });

  test("deletes at the second start where starts are as rare as the holidays are long", () => {
    expect(starts(300, 500, 700)).toEqual([[], ["OLD-1", "NEW-1"], ["LESSON-300"]]);
  });

  test("deletes after a few days where classes are kept for a few", () => {
    const lastUsed = new Map([["OLD-1", 0]]);
    const at = (day: number, noted = {}) => overdueRooms({ lastUsed, noted, keepDays: 3, now: day * DAY_MS });
    const { noted, due } = at(4);
    expect(due).toEqual([]);
    expect([at(6.9, noted).due, at(7, noted).due]).toEqual([[], ["OLD-1"]]);
  });
});
