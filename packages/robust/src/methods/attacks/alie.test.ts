import { describe, expect, test } from "vitest";
import { attackWeakness } from "../attackVector";
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

describe("the weakness of ALIE", () => {
  const weakness = (m: number, f: number, z?: number) => attackWeakness({ kind: "alie", z }, { m, f });

  test("is said for z below 0.2, with what to do about it", () => {
    const next = "Take more attackers, or set z, such as 1.5.";
    // m = 10, f = 2: s = 6 − 2 = 4 of 8 honest, Φ⁻¹(1/2) = 0
    expect(weakness(10, 2)).toBe(
      `ALIE's formula gives z = 0 for 2 attackers among 10 workers: this is no attack. ${next}`,
    );
    expect(weakness(8, 1)).toBe(
      `ALIE's formula gives z = −0.18 for 1 attacker among 8 workers: this is no attack. ${next}`,
    );
    // m = 10, f = 3: s = 6 − 3 = 3 of 7 honest, Φ⁻¹(4/7) = 0.18
    expect(weakness(10, 3)).toBe(
      `ALIE's formula gives z = 0.18 for 3 attackers among 10 workers: this is hardly an attack. ${next}`,
    );
  });

  test("is not said for z from 0.2 on, for a z that is set, and without an honest worker", () => {
    expect(weakness(10, 4)).toBeUndefined(); // Φ⁻¹(4/6) = 0.43
    expect(weakness(8, 3)).toBeUndefined(); // 0.25
    expect(weakness(10, 2, 0)).toBeUndefined();
    expect(weakness(8, 8)).toBeUndefined();
  });
});
