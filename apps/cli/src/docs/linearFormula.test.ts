import { describe, expect, test } from "vitest";
import { linearFormula, neededWorkers } from "./linearFormula";

describe("linearFormula", () => {
  test.each([
    ["2f + 3", (f: number) => 2 * f + 3],
    ["f + 1", (f: number) => f + 1],
    ["3f", (f: number) => 3 * f],
    ["4f − 1", (f: number) => 4 * f - 1],
    ["5", () => 5],
  ])("finds %s from the values", (formula, answer) => {
    expect(linearFormula(answer, "f")).toBe(formula);
  });

  test("lists the first values if they do not lie on a line", () => {
    // 3f + 1, plus one for an odd f
    expect(linearFormula((f) => 3 * f + 1 + (f % 2), "f")).toBe("5, 7, 11, … for f = 1, 2, 3, …");
  });

  test("rejects values whose slope changes later", () => {
    expect(linearFormula((f) => (f < 9 ? 2 * f : 3 * f), "f")).toBe("2, 4, 6, … for f = 1, 2, 3, …");
  });
});

test("neededWorkers says in words that no number of workers suffices", () => {
  expect(neededWorkers(() => Number.POSITIVE_INFINITY)).toBe("no number suffices");
  expect(neededWorkers((f) => 2 * f + 1)).toBe("2f + 1");
});
