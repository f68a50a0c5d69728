import { describe, expect, test } from "vitest";
import { alieZ } from "./alie";

describe("alieZ", () => {
  test("is the quantile that leaves just enough honest workers beyond it", () => {
    // m = 8, f = 3: s = 5 − 3 = 2 of 5 honest, Φ⁻¹(3/5)
    expect(alieZ(8, 3)).toBeCloseTo(0.253347103136, 11);
    // m = 20, f = 9: s = 11 − 9 = 2 of 11 honest, Φ⁻¹(9/11)
    expect(alieZ(20, 9)).toBeCloseTo(0.908457868537, 11);
  });

  test("is negative for few attackers, because it is not clamped", () => {
    // m = 8, f = 1: s = 5 − 1 = 4 of 7 honest, Φ⁻¹(3/7) = −Φ⁻¹(4/7)
    expect(alieZ(8, 1)).toBeCloseTo(-0.180012369793, 11);
  });

  test("is infinite when the attackers need no supporter", () => {
    expect(alieZ(8, 5)).toBe(Number.POSITIVE_INFINITY);
  });

  test("rejects f = m", () => {
    expect(() => alieZ(3, 3)).toThrow(new RangeError("alieZ: 0 <= f < m must hold, got m = 3, f = 3"));
  });
});
