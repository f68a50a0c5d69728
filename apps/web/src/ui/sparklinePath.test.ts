import { expect, test } from "vitest";
import { sparklinePath } from "./sparklinePath";

test("the largest value touches the top, the smallest the bottom, a pixel inside", () => {
  // three values over 12 − 2 pixels: x = 1, 6, 11; 5 lies half way from 0 to 10
  expect(sparklinePath([10, 5, 0], 12, 12)).toBe("M1 1L6 6L11 11");
});

test("a value that was not finite leaves a gap", () => {
  expect(sparklinePath([10, null, 0], 12, 12)).toBe("M1 1M11 11");
});

test("one value is no line, and equal values a flat one", () => {
  expect(sparklinePath([3], 10, 10)).toBe("");
  expect(sparklinePath([3, 3], 12, 12)).toBe("M1 11L11 11");
});
