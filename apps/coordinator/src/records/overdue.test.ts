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
  test("deletes a class at the second start that finds it overdue, on another day", () => {
    expect(starts(119, 120, 120.4, 120.5)).toEqual([[], [], [], ["OLD-1"]]);
    expect(starts(119, 120, 121, 130)).toEqual([[], [], ["OLD-1"], []]);
  });

  test("deletes nothing at one start with a clock far ahead, nor after the clock is right again", () => {
    expect(starts(110, 310, 111, 112, 113)).toEqual([[], [], [], [], []]);
  });

  test("deletes nothing at a start with a clock far ahead although an earlier one noted the class", () => {
    expect(starts(119, 120, 320)).toEqual([[], [], []]);
    expect(starts(119, 120, 320, 121, 122)).toEqual([[], [], [], [], ["OLD-1"]]);
  });

  test("deletes nothing at a start with a clock far behind, and goes on when it is right again", () => {
    expect(starts(120, 3, 121, 122)).toEqual([[], [], [], ["OLD-1"]]);
  });

  test("after long holidays it deletes at the second start", () => {
    expect(starts(300, 301)).toEqual([[], ["OLD-1", "NEW-1"]]);
  });
});
