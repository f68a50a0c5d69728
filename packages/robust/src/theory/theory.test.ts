import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  boundByzsgdm,
  leastBoundByzsgdm,
  optimalBatchByzsgdm,
  optimalIntegerBatchByzsgdm,
  settingsByzsgdm,
} from "./byzsgdm";
import {
  boundByzsgdnm,
  boundByzsgdnmAt,
  leastBoundByzsgdnm,
  optimalBatchByzsgdnm,
  optimalIntegerBatchByzsgdnm,
  orderByzsgdnm,
  settingsByzsgdnm,
  slowdownByzsgdnm,
} from "./byzsgdnm";
import { integerBatch } from "./integerBatch";
import { type Problem, roundsFor } from "./problem";

const problem: Problem = { sigma: 4, smoothness: 2, gap: 3, c: 1.5, m: 8, delta: 0.375, budget: 8e5 };

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

  test.each([
    ["ByzSGDm", boundByzsgdm, optimalIntegerBatchByzsgdm],
    ["ByzSGDnm", boundByzsgdnm, optimalIntegerBatchByzsgdnm],
  ] as const)(
    "%s: no whole batch size has a smaller bound than the optimal whole one",
    (_, bound, optimal) => {
      fc.assert(
        fc.property(problems, fc.integer({ min: 1, max: 2000 }), (given, other) => {
          const best = optimal(given);
          expect(Number.isInteger(best) && best >= 1).toBe(true);
          for (const B of [other, best + 1, Math.max(1, best - 1)])
            expect(bound(given, B)).toBeGreaterThanOrEqual(bound(given, best) * (1 - 1e-12));
        }),
      );
    },
  );

  test("the optimal whole batch is on the side of the real one where the bound is smaller", () => {
    // B + 6/B is least at √6 = 2.449: 5 at B = 2 and at B = 3, and 7 at B = 1
    expect(integerBatch((B) => B + 6 / B, Math.sqrt(6))).toBe(2);
    // B + 7/B: 5.5 at B = 2, 5.33 at B = 3, and √7 = 2.646
    expect(integerBatch((B) => B + 7 / B, Math.sqrt(7))).toBe(3);
    expect(optimalIntegerBatchByzsgdm({ ...problem, delta: 0 })).toBe(1); // B* = 0
  });
});

describe("settings", () => {
  test("ByzSGDm's are those of theorem 1", () => {
    // B = 10: T = 16,000, σ²/B = 1.6; F₀ + 5·1.5·0.375·1.6/32 = 3.140625; 20·2·16,000·1.6·(0.25 + 0.5625) = 832,000
    const { learningRate, momentum } = settingsByzsgdm(problem, 10);
    expect(learningRate).toBeCloseTo(Math.sqrt(3.140625 / 832_000), 12);
    expect(learningRate).toBeCloseTo(0.0019428817934866, 14); // NumPy
    expect(momentum).toBeCloseTo(1 - 16 * learningRate, 14);
    // B = 4000: T = 40, the root is 0.76, above 1/(8L) = 0.0625
    expect(settingsByzsgdm(problem, 4000)).toEqual({ learningRate: 0.0625, momentum: 0 });
  });

  test("ByzSGDnm's are those of proposition 2", () => {
    // B = 10: √(80·6·10·5) = √24,000; 9·(√5.625 + 1)·4·√16,000
    const alpha = Math.sqrt(24_000) / (36 * (Math.sqrt(5.625) + 1) * Math.sqrt(16_000));
    const { learningRate, momentum } = settingsByzsgdnm(problem, 10);
    expect(momentum).toBeCloseTo(1 - alpha, 14);
    expect(momentum).toBeCloseTo(1 - 0.0100900458754593, 14); // NumPy
    expect(learningRate).toBeCloseTo(Math.sqrt((alpha * 3) / 160_000), 14);
    // B = 4000: T = 40, and the root for α is above 1: η = √(3/(10·40))
    expect(settingsByzsgdnm(problem, 4000).momentum).toBe(0);
    expect(settingsByzsgdnm(problem, 4000).learningRate).toBeCloseTo(Math.sqrt(3 / 400), 14);
  });

  test("theorem 2's bound is equation (15)", () => {
    // B = 10, T = 16,000, η = 0.01, α = 0.2: 6/160 + 10·0.02/0.2 + 9·(√5.625 + 1)·4/√50·(1/3200 + √0.2)
    const byHand = 0.0375 + 1 + ((36 * (Math.sqrt(5.625) + 1)) / Math.sqrt(50)) * (1 / 3200 + Math.sqrt(0.2));
    expect(boundByzsgdnmAt(problem, 10, { learningRate: 0.01, momentum: 0.8 })).toBeCloseTo(byHand, 12);
  });

  const factors = fc.double({ min: 0.1, max: 10, noNaN: true });
  const batches = fc.integer({ min: 1, max: 1000 });

  test("no other η up to 1/(8L) makes theorem 1's sum smaller", () => {
    const sumAt = (given: Problem, B: number, eta: number) => {
      const { sigma, smoothness: L, gap, c, m, delta } = given;
      const variance = sigma ** 2 / B;
      const start = gap + (5 * c * delta * variance) / (16 * L);
      return start / (eta * roundsFor(given, B)) + 20 * L * eta * variance * (2 / m + c * delta);
    };
    fc.assert(
      fc.property(problems, batches, factors, (given, B, factor) => {
        const { learningRate: eta } = settingsByzsgdm(given, B);
        const other = Math.min(eta * factor, 1 / (8 * given.smoothness));
        expect(sumAt(given, B, other)).toBeGreaterThanOrEqual(sumAt(given, B, eta) * (1 - 1e-12));
        // equation (6) is four times the sum; its √3 stands for 5·√2/4, which is 2.1 % more
        expect(4 * sumAt(given, B, eta)).toBeLessThanOrEqual(1.021 * boundByzsgdm(given, B));
      }),
    );
  });

  test("no other η makes theorem 2's bound smaller, and no other α up to 1 its two terms in α", () => {
    fc.assert(
      fc.property(problems, batches, factors, (given, B, factor) => {
        const set = settingsByzsgdnm(given, B);
        const best = boundByzsgdnmAt(given, B, set);
        const other = { ...set, learningRate: set.learningRate * factor };
        expect(boundByzsgdnmAt(given, B, other)).toBeGreaterThanOrEqual(best * (1 - 1e-12));
        // the bound at its best η without the term in 1/(αT): √(80LF₀/(αT)) + (9qσ/√(Bm(1−δ)))·√α
        const { sigma, smoothness: L, gap, c, m, delta } = given;
        const q = Math.sqrt(2 * c * m * delta * (1 - delta)) + 1;
        const noise = (9 * q * sigma) / Math.sqrt(B * m * (1 - delta));
        const terms = (alpha: number) =>
          Math.sqrt((80 * L * gap) / (alpha * roundsFor(given, B))) + noise * Math.sqrt(alpha);
        const alpha = 1 - set.momentum;
        expect(terms(Math.min(1, alpha * factor))).toBeGreaterThanOrEqual(terms(alpha) * (1 - 1e-9));
      }),
    );
  });

  test("equation (15) at proposition 2's settings has twice the first term of (16), and 3·√q times the third", () => {
    // α < 1 here, so the middle term of (16), which is for α = 1, does not occur
    const q = Math.sqrt(5.625) + 1;
    const first = 6 * Math.sqrt(q) * ((30 * 16) / 8e5) ** 0.25;
    const third = (27 * q ** 1.5 * 16) / (4 * Math.sqrt(5 * 16_000 * 6) * 50);
    const set = settingsByzsgdnm(problem, 10);
    expect(boundByzsgdnmAt(problem, 10, set)).toBeCloseTo(2 * first + 3 * Math.sqrt(q) * third, 12);
  });

  test("constants and settings out of range are rejected", () => {
    expect(() => settingsByzsgdm({ ...problem, sigma: 0 }, 1)).toThrow("settingsByzsgdm: sigma must be > 0");
    expect(() => settingsByzsgdnm(problem, 0)).toThrow("B must be > 0, got 0");
    const set = { learningRate: 1, momentum: 0 };
    expect(() => boundByzsgdnmAt(problem, 1, { ...set, learningRate: 0 })).toThrow(
      "learningRate must be > 0",
    );
    expect(() => boundByzsgdnmAt(problem, 1, { ...set, momentum: 1 })).toThrow("momentum must be in [0, 1)");
  });
});

describe("equation (18)", () => {
  test("is (LF₀)^¼·√σ/T^¼ + 1/√T", () => {
    // (2·8)^¼ = 2, √9 = 3, T = 16: 2·3/2 + 1/4
    expect(orderByzsgdnm({ sigma: 9, smoothness: 2, gap: 8 }, 16)).toBeCloseTo(3.25, 12);
    expect(() => orderByzsgdnm(problem, 0)).toThrow("orderByzsgdnm: T must be > 0, got 0");
  });

  test("the bound falls with T as its order does, at a fixed B", () => {
    fc.assert(
      fc.property(problems, (given) => {
        const ratio = (T: number) => {
          const budget = T * 8 * given.m * (1 - given.delta);
          return boundByzsgdnm({ ...given, budget }, 8) / orderByzsgdnm(given, T);
        };
        // where T^-¼ rules, 16 times as many rounds halve both
        expect(Math.abs(ratio(16e60) / ratio(1e60) - 1)).toBeLessThan(1e-4);
      }),
    );
  });

  test("the slowdown is the first term's at δ over that at δ = 0, and 1 at δ = 0", () => {
    // q = √5.625 + 1, (1 − δ)^¼ = 0.625^¼
    expect(slowdownByzsgdnm(problem)).toBeCloseTo(Math.sqrt(Math.sqrt(5.625) + 1) / 0.625 ** 0.25, 12);
    expect(slowdownByzsgdnm({ ...problem, delta: 0 })).toBe(1);
    fc.assert(
      fc.property(problems, (given) => {
        expect(slowdownByzsgdnm({ ...given, delta: given.delta + 0.01 })).toBeGreaterThan(
          slowdownByzsgdnm(given),
        );
      }),
    );
  });
});
