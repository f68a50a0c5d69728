import { describe, expect, test } from "vitest";
import { growthVerdicts, measuredCost } from "./costReport";

const grid = { m: [8, 16, 32], d: [1000, 4000, 16_000] };
/** A repeat in which times grow as mᵏ and as dˡ. */
const repeat = (k: number, l: number) => ({
  overM: grid.m.map((m) => 0.1 * m ** k),
  overD: grid.d.map((d) => 1e-4 * d ** l),
});
const outcomes = (rule: string, ...repeats: ReturnType<typeof repeat>[]) =>
  growthVerdicts(measuredCost(rule, grid, repeats)).map(({ outcome }) => outcome);

describe("growthVerdicts", () => {
  test("holds for exponents near the claimed ones, 1 for BrSGD and 2 in m for Krum", () => {
    expect(outcomes("brsgd", repeat(1.1, 0.9), repeat(1.05, 0.95), repeat(1.12, 0.9))).toEqual([
      "holds",
      "holds",
    ]);
    expect(outcomes("krum", repeat(1.8, 0.9), repeat(1.85, 0.95), repeat(1.9, 0.9))).toEqual([
      "holds",
      "holds",
    ]);
  });

  test("a planted square in m fails for BrSGD, and a planted line in m for Krum", () => {
    const square = [repeat(2, 1), repeat(1.9, 1.01), repeat(2.1, 1)] as const;
    expect(outcomes("brsgd", ...square)).toEqual(["fails", "holds"]);
    const line = [repeat(1, 1), repeat(1.1, 1.01), repeat(1.05, 1)] as const;
    expect(outcomes("krum", ...line)).toEqual(["fails", "holds"]);
  });

  test("is within noise when the repeats differ by more than what is left to the tolerance, or there is one", () => {
    // distances from 2: 0.35, 0.31, 0.1; margins −0.05, −0.01, 0.2: mean 0.047, deviation 0.134
    expect(outcomes("krum", repeat(1.65, 1), repeat(1.69, 1.01), repeat(1.9, 1))).toEqual(["noise", "holds"]);
    expect(outcomes("krum", repeat(2, 1))).toEqual(["noise", "noise"]);
  });

  test("prints the exponent of each repeat, and is not testable with too few sizes", () => {
    const repeats = [repeat(1.1, 1), { ...repeat(1.2, 1), overD: [1, 2] }];
    const [m, d] = growthVerdicts(measuredCost("brsgd", grid, repeats));
    expect(m.measured).toBe("exponents 1.10, 1.20; margin 0.15 ± 0.07 over 2 repeats");
    expect(d).toMatchObject({ outcome: "untestable" });
  });
});

describe("measuredCost", () => {
  test("averages the sizes that every repeat measured", () => {
    const repeats = [
      { overM: [1, 2, 4], overD: [1, 1, 1] },
      { overM: [3, 4], overD: [1, 1, 1] },
    ];
    expect(measuredCost("mean", grid, repeats).overM).toEqual({ ms: [2, 3], exponents: [] });
  });
});
