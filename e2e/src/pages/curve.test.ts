import { describe, expect, test } from "vitest";
import { isFlat } from "./curve";

describe("isFlat", () => {
  test("holds when enough last values lie within one point and above the floor", () => {
    const options = { count: 3, floor: 0.7 };
    expect(isFlat([0.2, 0.802, 0.806, 0.811], options)).toBe(true);
    expect(isFlat([0.79, 0.802, 0.813], options)).toBe(false);
    expect(isFlat([0.1, 0.1, 0.1], options)).toBe(false);
    expect(isFlat([0.81, 0.81], options)).toBe(false);
  });
});
