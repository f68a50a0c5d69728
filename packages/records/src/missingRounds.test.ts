import { expect, test } from "vitest";
import { missingRounds } from "./missingRounds";

test("names the rounds before the last one that are missing, one by one or from where to where", () => {
  expect(missingRounds([])).toBeUndefined();
  expect(missingRounds([0, 1, 2])).toBeUndefined();
  expect(missingRounds([2, 4, 5, 9])).toBe("0 to 1, 3, 6 to 8");
});

test("names ten gaps at most", () => {
  const odd = Array.from({ length: 11 }, (_, i) => 2 * i + 1);
  expect(missingRounds(odd)).toBe("0, 2, 4, 6, 8, 10, 12, 14, 16, 18 and more");
});
