import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { boundByzsgdm, leastBoundByzsgdm, optimalBatchByzsgdm } from "./byzsgdm";
import { boundByzsgdnm, leastBoundByzsgdnm, optimalBatchByzsgdnm } from "./byzsgdnm";
import { type Problem, roundsFor } from "./problem";

const problem: Problem = { sigma: 4, smoothness: 2, gap: 3, c: 1.5, m: 8, delta: 0.375, budget: 8e5 };

describe("bounds", () => {
  test("roundsFor is C/(B·m·(1−δ))", () => {
    // 8 workers, 5 of them honest, with 32 gradients each: 160 a round
    expect(roundsFor(problem, 32)).toBe(5000);
  });

  test("ByzSGDm's bound is equation (8)", () => {
    // spread σ²(1+cδm)(1−δ)/C = 16·5.5·0.625/8e5 = 6.875e-5; √(10LF₀) = √60; √(3cδσ²/B) = √(27/9) = √3
    // 16·√6.875e-5·(√60 + √3) + 32·6/T + 20·6.875e-5 with B = 9, T = 8e5/45
    const byHand = 16 * Math.sqrt(6.875e-5) * (Math.sqrt(60) + Math.sqrt(3)) + (192 * 45) / 8e5 + 1.375e-3;
    expect(boundByzsgdm(problem, 9)).toBeCloseTo(byHand, 12);
  });

  test("ByzSGDnm's bound is equation (16)", () => {
    // q = √(2·1.5·8·0.375·0.625) + 1 = √5.625 + 1; B = 10: T = 8e5/50 = 16,000; 5LF₀ = 30
    const q = Math.sqrt(5.625) + 1;
    const byHand =
      6 * Math.sqrt(q) * ((30 * 16) / 8e5) ** 0.25 +
      12 * Math.sqrt(30 / 16_000) +
      (27 * q ** 1.5 * 16) / (4 * Math.sqrt(5 * 16_000 * 100 * 25 * 6));
    expect(boundByzsgdnm(problem, 10)).toBeCloseTo(byHand, 12);
  });

  /** Problems of any scale, with δ > 0 and c > 0. */
  const problems = fc.record({
    sigma: fc.double({ min: 0.01, max: 100, noNaN: true }),
    smoothness: fc.double({ min: 0.01, max: 100, noNaN: true }),
    gap: fc.double({ min: 0.01, max: 100, noNaN: true }),
    c: fc.double({ min: 0.1, max: 50, noNaN: true }),
    m: fc.integer({ min: 3, max: 100 }),
    delta: fc.double({ min: 0.02, max: 0.48, noNaN: true }),
    budget: fc.double({ min: 1e3, max: 1e9, noNaN: true }),
  });

  test.each([
    ["ByzSGDm", boundByzsgdm, optimalBatchByzsgdm, leastBoundByzsgdm],
    ["ByzSGDnm", boundByzsgdnm, optimalBatchByzsgdnm, leastBoundByzsgdnm],
  ] as const)(
    "%s: no batch size beats the optimal one, and the bound there is the least bound",
    (_, bound, optimal, least) => {
      fc.assert(
        fc.property(problems, fc.double({ min: 0.1, max: 10, noNaN: true }), (given, factor) => {
          const best = optimal(given);
          const atBest = bound(given, best);
          expect(Math.abs(atBest / least(given) - 1)).toBeLessThan(1e-9);
          expect(bound(given, best * factor)).toBeGreaterThanOrEqual(atBest * (1 - 1e-12));
          // the minimum is strict: twice or half of it is worse
          expect(bound(given, best * 2)).toBeGreaterThan(atBest);
          expect(bound(given, best / 2)).toBeGreaterThan(atBest);
        }),
      );
    },
  );

  test.each([
    ["ByzSGDm", optimalBatchByzsgdm],
    ["ByzSGDnm", optimalBatchByzsgdnm],
  ] as const)("%s: the best batch grows with the share of Byzantine workers", (_, optimal) => {
    fc.assert(
      fc.property(problems, (given) => {
        const more = { ...given, delta: given.delta + 0.01 };
        expect(optimal(more)).toBeGreaterThan(optimal(given));
      }),
    );
  });

  test("ByzSGDm's bound only grows with the batch size without Byzantine workers", () => {
    const honest = { ...problem, delta: 0 };
    expect(optimalBatchByzsgdm(honest)).toBe(0);
    expect(boundByzsgdm(honest, 2)).toBeGreaterThan(boundByzsgdm(honest, 1));
  });

  test("constants out of range are rejected with the bound in the message", () => {
    expect(() => boundByzsgdm({ ...problem, delta: 0.5 }, 1)).toThrow(
      new RangeError("boundByzsgdm: delta must be in [0, 0.5), got 0.5"),
    );
    expect(() => optimalBatchByzsgdnm({ ...problem, gap: 0 })).toThrow("gap must be > 0, got 0");
    expect(() => boundByzsgdnm(problem, 0)).toThrow("roundsFor: B must be > 0, got 0");
    expect(() => leastBoundByzsgdm({ ...problem, c: -1 })).toThrow("c must be >= 0, got -1");
    expect(() => leastBoundByzsgdnm({ ...problem, m: 2.5 })).toThrow("m must be an integer >= 1, got 2.5");
  });
});
