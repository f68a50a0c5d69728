import { describe, expect, test } from "vitest";
import { describeDuration, describeProgress } from "./describeProgress";

describe("progress", () => {
  test("describeProgress estimates the time left from the finished runs", () => {
    expect(describeProgress({ done: 0, total: 8, elapsedSeconds: 30 })).toBe("0 of 8");
    // 2 in 30 s, so 6 more in 90 s
    expect(describeProgress({ done: 2, total: 8, elapsedSeconds: 30 })).toBe("2 of 8, 2 min left");
    expect(describeProgress({ done: 8, total: 8, elapsedSeconds: 30 })).toBe("8 of 8");
    expect(describeProgress({ done: 2, total: 8, elapsedSeconds: 9 })).toBe("2 of 8");
  });

  test("describeDuration picks the unit that people would use", () => {
    expect([0.2, 89, 91, 5400, 7290, 400_000].map(describeDuration)).toEqual([
      "1 s",
      "89 s",
      "2 min",
      "1 h 30 min",
      "2 h 2 min",
      "5 days",
    ]);
  });

  test("describeProgress counts started runs by their share, in the text and in the time left", () => {
    // 1 and a half done in 30 s: 2 and a half left, 50 s
    expect(describeProgress({ done: 1, total: 4, underway: [0.5], elapsedSeconds: 30 })).toBe(
      "1 of 4 and 50 % of one more, 50 s left",
    );
    expect(describeProgress({ done: 0, total: 8, underway: [0.25, 0.105], elapsedSeconds: 35.5 })).toBe(
      "0 of 8 and 25 % and 11 % of 2 more, 13 min left",
    );
    expect(describeProgress({ done: 0, total: 8, underway: [0.05], elapsedSeconds: 30 })).toBe(
      "0 of 8 and 5.0 % of one more",
    );
  });
});
