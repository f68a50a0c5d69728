import { expect, test } from "vitest";
import { neededWorkers } from "./neededWorkers";

test.each([
  ["2f + 3", (f: number) => 2 * f + 3],
  ["f + 1", (f: number) => f + 1],
  ["3f", (f: number) => 3 * f],
  ["4f − 1", (f: number) => 4 * f - 1],
  ["5", () => 5],
  ["none suffice", () => Number.POSITIVE_INFINITY],
])("%s is read off the answers", (law, minWorkers) => {
  expect(neededWorkers(minWorkers)).toBe(law);
});

test("answers on no line are shown as they are", () => {
  // 3f + 1 but for an odd f, which takes one more
  expect(neededWorkers((f) => 3 * f + 1 + (f % 2))).toBe("5, 7, 11, … for f = 1, 2, 3, …");
});

test("a law that holds at first and breaks later is no law", () => {
  expect(neededWorkers((f) => (f < 9 ? 2 * f : 3 * f))).toBe("2, 4, 6, … for f = 1, 2, 3, …");
});
