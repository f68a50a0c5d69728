import { expect, test } from "vitest";
import { twoDigits } from "./digits";

test("twoDigits shows two digits, or all digits before the point, without exponents", () => {
  const texts = [0.0123, 0.998, 9.96, 99.4, 99.5, 99.97, 100, 1234.5].map(twoDigits);
  expect(texts).toEqual(["0.012", "1.0", "10", "99", "100", "100", "100", "1235"]);
});
