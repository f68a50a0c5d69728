import { describe, expect, test } from "vitest";
import { holdOut } from "./holdOut";

describe("holdOut", () => {
  test("puts every example in one of the two parts, ascending", () => {
    const { held, dealt } = holdOut(97, 0.1, 5);
    expect(held).toHaveLength(10); // 9.7
    expect([...held, ...dealt].sort((a, b) => a - b)).toEqual(Array.from({ length: 97 }, (_, i) => i));
    expect(held).toEqual(held.toSorted());
    expect(dealt).toEqual(dealt.toSorted());
  });

  test("is the same for a seed, another for another seed, and no prefix of the set", () => {
    expect(holdOut(500, 0.2, 1)).toEqual(holdOut(500, 0.2, 1));
    expect(holdOut(500, 0.2, 1).held).not.toEqual(holdOut(500, 0.2, 2).held);
    expect(Math.max(...holdOut(500, 0.2, 1).held)).toBeGreaterThan(400);
  });

  test("refuses a share that leaves nothing on one side", () => {
    expect(() => holdOut(10, 0.01, 1)).toThrow(
      "holdOut: 0.01 of 10 examples must be at least one and not all, got 0",
    );
    expect(() => holdOut(10, 0.99, 1)).toThrow("got 10");
  });
});
