import { describe, expect, test } from "vitest";
import { normalQuantile } from "./normalQuantile";

describe("normalQuantile", () => {
  // from tables: Φ⁻¹(0.975) is the familiar 1.96; the others from an independent implementation in double precision
  test.each([
    [0.975, 1.959963984540054],
    [0.6, 0.2533471031357998],
    [0.05, -1.6448536269514726],
    [1e-9, -5.9978070150076865],
    [1e-20, -9.262340089798405],
    [1e-300, -37.0470962993612],
  ])("Φ⁻¹(%d) is right to 1e-14", (p, expected) => {
    expect(Math.abs(normalQuantile(p) / expected - 1)).toBeLessThan(1e-14);
  });

  test("is odd about one half, infinite at the ends, and throws outside [0, 1]", () => {
    for (const p of [0.01, 0.07, 0.2, 0.45])
      expect(normalQuantile(1 - p)).toBeCloseTo(-normalQuantile(p), 13);
    expect(normalQuantile(0.5)).toBe(0);
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
    ]);
    expect(() => normalQuantile(1.5)).toThrow(new RangeError("normalQuantile: p must be in [0, 1], got 1.5"));
  });
});
