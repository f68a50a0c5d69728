import { describe, expect, test } from "vitest";
import { trendOf } from "./trend";

describe("trendOf", () => {
  test("of points on a line is the line's slope, without an error", () => {
    const samples = [0, 1, 2, 5].map((at) => ({ at, value: 3 - 2 * at }));
    expect(trendOf(samples)).toEqual({ perHour: -2, error: 0 });
  });

  test("has the standard error of least squares", () => {
    // values 0, 3, 0 at 0, 1, 2: slope 0; residuals −1, 2, −1, so √(6/1/2) = √3
    const { perHour, error } = trendOf([0, 3, 0].map((value, at) => ({ at, value })));
    expect(perHour).toBe(0);
    expect(error).toBeCloseTo(Math.sqrt(3), 12);
  });

  test("needs three samples at different times", () => {
    expect(() => trendOf([{ at: 0, value: 1 }])).toThrow("trendOf: there must be 3 samples, got 1");
    expect(() => trendOf([1, 1, 1].map((at) => ({ at, value: at })))).toThrow("must be at different times");
  });
});
