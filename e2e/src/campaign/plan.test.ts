import { describe, expect, test } from "vitest";
import { planOf, type Step } from "./plan";

const first = (n: number, seed: number, weights: Record<string, number>): Step[] =>
  Array.from(
    { length: n },
    (
      (plan) => () =>
        plan.next().value
    )(planOf(seed, weights)),
  );

describe("planOf", () => {
  test("gives the same list for the same seed, whatever its length, and another for another", () => {
    const weights = { cut: 3, kill: 1, flip: 2 };
    expect(first(20, 7, weights)).toEqual(first(40, 7, weights).slice(0, 20));
    expect(first(20, 7, weights)).not.toEqual(first(20, 8, weights));
  });

  test("brings every kind once before it draws by weight", () => {
    const plan = first(400, 1, { often: 9, seldom: 1, never: 0 });
    expect(new Set(plan.slice(0, 3).map(({ kind }) => kind)).size).toBe(3);
    const drawn = plan.slice(3).map(({ kind }) => kind);
    expect(drawn).not.toContain("never");
    // 397 draws of probability 0.1: 39.7 with a deviation of 6
    const seldom = drawn.filter((kind) => kind === "seldom").length;
    expect(seldom).toBeGreaterThan(15);
    expect(seldom).toBeLessThan(65);
  });
});
