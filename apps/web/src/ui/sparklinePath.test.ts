import { describe, expect, test } from "vitest";
import { sparklinePath } from "./sparklinePath";

describe("sparklinePath", () => {
  test("puts the largest value at the top and the smallest at the bottom, with a margin of one pixel", () => {
    // three values over 12 − 2 pixels: x = 1, 6, 11; 5 is half way from 0 to 10
    expect(sparklinePath([10, 5, 0], 12, 12)).toBe("M1 1L6 6L11 11");
  });

  test("leaves a gap for a value that is not finite", () => {
    expect(sparklinePath([10, null, 0], 12, 12)).toBe("M1 1M11 11");
  });

  test("draws no line for one value, and a flat line for equal values", () => {
    expect(sparklinePath([3], 10, 10)).toBe("");
    expect(sparklinePath([3, 3], 12, 12)).toBe("M1 11L11 11");
  });
});
