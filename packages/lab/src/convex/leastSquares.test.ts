import { describe, expect, test } from "vitest";
import { DIMENSION, leastSquares, SMOOTHNESS, STRONG_CONVEXITY } from "./leastSquares";

const shifted = (w: Float64Array, j: number, by: number) =>
  w.map((value, k) => (k === j ? value + by : value));

describe("leastSquares", () => {
  test("has gradients whose mean over many examples is Λ(w − w*)", () => {
    const problem = leastSquares({ m: 1, n: 100_000, seed: 3 });
    const at = (j: number) => problem.gradient(0, shifted(problem.optimum, j, 1))[j];
    // a coordinate of the mean of 10⁵ examples deviates by about √(λ(1 + 2λ)/10⁵) < 0.006
    expect(Math.abs(at(0) - STRONG_CONVEXITY)).toBeLessThan(0.024);
    expect(Math.abs(at(DIMENSION - 1) - SMOOTHNESS)).toBeLessThan(0.024);
    for (const value of problem.gradient(0, problem.optimum)) expect(Math.abs(value)).toBeLessThan(0.015);
  });

  test("has gradients at the optimum that shrink as 1/√n", () => {
    // E‖∇F_i(w*)‖² = Σλ/n = 7.5/n: over 400 workers the mean deviates by some percent
    for (const n of [10, 160]) {
      const problem = leastSquares({ m: 400, n, seed: 1 });
      const squares = Array.from({ length: 400 }, (_, worker) =>
        problem.gradient(worker, problem.optimum).reduce((sum, value) => sum + value ** 2, 0),
      );
      const mean = squares.reduce((sum, value) => sum + value, 0) / 400;
      expect(Math.abs((mean * n) / 7.5 - 1)).toBeLessThan(0.15);
    }
  });

  test("draws from a stream for each worker and seed, and has an optimum of norm 1", () => {
    const [few, many] = [2, 5].map((m) => leastSquares({ m, n: 4, seed: 1 }));
    expect(Math.hypot(...few.optimum)).toBeCloseTo(1, 12);
    expect(many.optimum).toEqual(few.optimum);
    const w = new Float64Array(DIMENSION);
    expect(many.gradient(1, w)).toEqual(few.gradient(1, w));
    expect(many.gradient(0, w)).not.toEqual(many.gradient(1, w));
    expect(leastSquares({ m: 2, n: 4, seed: 2 }).optimum).not.toEqual(few.optimum);
  });
});
