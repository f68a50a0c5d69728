import { describe, expect, test } from "vitest";
import { epsilonOf, multiplierFor, type NoisyRounds } from "./epsilon";

/**
 * Computed by Google's dp-accounting 0.6.0 (PyPI) over the same orders:
 *
 *   accountant = RdpAccountant([*range(2, 65), 72, 80, 96, 112, 128, 160, 192, 256, 384, 512, 1024])
 *   accountant.compose(PoissonSampledDpEvent(q, GaussianDpEvent(z)), T).get_epsilon(delta)
 */
const ELSEWHERE: [share: number, multiplier: number, rounds: number, delta: number, epsilon: number][] = [
  [1, 1, 1, 1e-5, 4.752728336819822],
  [1, 10, 200, 1e-5, 7.087861628831665],
  [0.01, 1.1, 1000, 1e-5, 1.7252908180449444],
  [256 / 60_000, 1.1, 14_062, 1e-5, 2.5969811785948815],
  [0.032, 0.5, 200, 1e-3, 16.207718438387964],
  [0.5, 4, 100, 1e-6, 7.026048836524401],
  [0.01, 0.3, 50, 1e-5, 112.1288435600529],
  [1, 0.005, 200, 1e-3, 8000005.521460918],
];

describe("epsilonOf", () => {
  test.each(ELSEWHERE)("of q %f, z %f, T %i, δ %f is that of dp-accounting", (...row) => {
    const [share, multiplier, rounds, delta, epsilon] = row;
    expect(epsilonOf({ share, multiplier, rounds, delta }) / epsilon).toBeCloseTo(1, 10);
  });

  test("is infinite without noise", () => {
    expect(epsilonOf({ share: 0.1, multiplier: 0, rounds: 1, delta: 1e-5 })).toBe(Number.POSITIVE_INFINITY);
  });

  test.each<[Partial<NoisyRounds>, string]>([
    [{ share: 0 }, "share must be in (0, 1], got 0"],
    [{ share: 1.1 }, "share must be in (0, 1], got 1.1"],
    [{ multiplier: Number.NaN }, "multiplier must be >= 0, got NaN"],
    [{ rounds: 1.5 }, "rounds must be an integer >= 1, got 1.5"],
    [{ delta: 1 }, "delta must be in (0, 1), got 1"],
  ])("refuses %j", (wrong, message) => {
    const run = { share: 1, multiplier: 1, rounds: 1, delta: 1e-5, ...wrong };
    expect(() => epsilonOf(run)).toThrow(`epsilonOf: ${message}`);
  });
});

describe("multiplierFor", () => {
  test.each([
    { share: 1, rounds: 200, delta: 1e-5 },
    { share: 0.032, rounds: 200, delta: 1e-3 },
    { share: 0.001, rounds: 10, delta: 1e-3 },
  ])("is the least noise that keeps the budget, to three digits: $share, $rounds", (run) => {
    for (const epsilon of [0.5, 8]) {
      const multiplier = multiplierFor(epsilon, run);
      expect(epsilonOf({ ...run, multiplier })).toBeLessThanOrEqual(epsilon);
      expect(epsilonOf({ ...run, multiplier: 0.999 * multiplier })).toBeGreaterThan(epsilon);
    }
  });

  test("refuses a budget of nothing", () => {
    expect(() => multiplierFor(0, { share: 1, rounds: 1, delta: 0.1 })).toThrow("epsilon must be > 0, got 0");
  });
});
