import { describe, expect, test } from "vitest";
import { exponent } from "./exponent";

describe("exponent", () => {
  test("returns k for times that grow as mᵏ", () => {
    // 3·8² = 192, 3·16² = 768, 3·32² = 3072
    expect(exponent([8, 16, 32], [192, 768, 3072])).toBeCloseTo(2, 12);
    // a factor of √2 at twice the size: ½
    expect(exponent([8, 16], [5, 5 * Math.SQRT2])).toBeCloseTo(0.5, 12);
  });
});
