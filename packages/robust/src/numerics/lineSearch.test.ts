import "@honest-majority/testing";
import { describe, expect, test } from "vitest";
import { lineSearch } from "./lineSearch";

/** Returns the result of the search and the points that it tried. */
async function follow(value: (x: number) => number, options?: Parameters<typeof lineSearch>[1]) {
  const seen: number[] = [];
  const best = await lineSearch(async (x) => {
    seen.push(x);
    return value(x);
  }, options);
  return { best, seen };
}

describe("lineSearch", () => {
  test("doubles the step while the value improves, then shrinks it and tries from the best point", async () => {
    // peak at 7.5: 0, 1, 3, 7 rise; 15 falls, so the step 8 shrinks to 4, 2, 1, ½; all but the last overshoot
    const found = await follow((x) => -Math.abs(x - 7.5), {
      start: 0,
      step: 1,
      ratio: 0.5,
      evaluations: 9,
    });
    expect(found.seen).toEqual([0, 1, 3, 7, 15, 11, 9, 8, 7.5]);
    expect(found.best).toBe(7.5);
  });

  test("keeps a better point found while contracting, and shrinks the step further", async () => {
    // 10, 8 and 6.4 are worse than 0, 10 · 0.8³ = 5.12 is better, and the next is 5.12 + 10 · 0.8⁴
    const found = await follow((x) => (x > 5.5 ? -1 : x), { evaluations: 6, step: 10 });
    expect(found.seen.slice(1)).toBeAllClose([10, 8, 6.4, 5.12, 9.216]);
    expect(found.best).toBeCloseTo(5.12, 12);
  });

  test("stops after twenty evaluations by default", async () => {
    expect((await follow(() => 0)).seen).toHaveLength(20);
    expect((await follow(() => 0, { evaluations: 1, start: 3 })).seen).toEqual([3]);
  });

  test("searches in the other direction with a negative step", async () => {
    const found = await follow((x) => -Math.abs(x + 2), { step: -2, evaluations: 3 });
    expect(found.seen).toEqual([0, -2, -6]);
    expect(found.best).toBe(-2);
  });

  test("never keeps a NaN as the best value, not even at the start", async () => {
    const found = await follow((x) => (x === 1 ? 4 : Number.NaN), { evaluations: 4 });
    expect(found.best).toBe(1);
  });

  test.each([
    [{ evaluations: 0 }, "evaluations must be an integer >= 1, got 0"],
    [{ step: 0 }, "step must be finite and not 0, got 0"],
    [{ ratio: 1 }, "ratio must be in (0, 1), got 1"],
  ])("rejects %j and names the bound", async (options, message) => {
    await expect(lineSearch(async () => 0, options)).rejects.toThrow(
      new RangeError(`lineSearch: ${message}`),
    );
  });
});
