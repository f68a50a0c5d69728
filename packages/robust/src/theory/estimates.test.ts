import { stream } from "@honest-majority/random";
import { describe, expect, test } from "vitest";
import { estimateRobustness, estimateSmoothness, estimateVariance, type Observation } from "./estimates";

const D = 40;
const SIGMA = 3; // for a whole gradient: each of D coordinates has variance SIGMA²/D

interface Descent {
  momentum: number;
  batchSize: number;
  rate: number;
  rounds: number;
  curvature: number;
}

/** Workers with momentum descend F(w) = curvature/2·‖w‖² by their mean; returns the moments that a record holds. */
function descend({ momentum, batchSize, rate, rounds, curvature }: Descent): Observation[] {
  const random = stream(11, momentum, batchSize);
  const workers = 6;
  const noise = () => (SIGMA / Math.sqrt(D * batchSize)) * random.normal();
  const range = Array.from({ length: D }, (_, j) => j);
  let w = range.map((j) => 5 + (j % 3));
  let momenta: number[][] = [];
  let [average, before]: (number[] | undefined)[] = [];
  const seen: Observation[] = [];
  for (let round = 0; round < rounds; round++) {
    momenta = Array.from({ length: workers }, (_, k) =>
      w.map((wj, j) => {
        const g = curvature * wj + noise();
        return momenta[k] === undefined ? g : momentum * momenta[k][j] + (1 - momentum) * g;
      }),
    );
    const mean = range.map((j) => momenta.reduce((sum, u) => sum + u[j], 0) / workers);
    const spread = momenta.reduce((sum, u) => sum + square(u, mean), 0);
    seen.push({
      round,
      workers,
      variance: spread / (workers - 1),
      turned: before === undefined ? null : Math.sqrt(square(mean, before)),
      moved: average === undefined ? null : Math.sqrt(square(w, average)),
      error: null,
    });
    average = w.map((wj, j) => (average === undefined ? wj : momentum * average[j] + (1 - momentum) * wj));
    before = mean;
    w = w.map((wj, j) => wj - rate * mean[j]);
  }
  return seen;
}

const square = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, j) => sum + (value - b[j]) ** 2, 0);

describe("estimates", () => {
  test.each([
    { momentum: 0, batchSize: 8 },
    { momentum: 0.9, batchSize: 8 },
    { momentum: 0.9, batchSize: 64 },
  ])(
    "the variance and the curvature are right on a quadratic with β = $momentum, B = $batchSize",
    (sampling) => {
      const seen = descend({ ...sampling, rate: 0.02, rounds: 200, curvature: 2 });
      const variance = estimateVariance(seen, sampling);
      expect(variance / SIGMA ** 2).toBeGreaterThan(0.95);
      expect(variance / SIGMA ** 2).toBeLessThan(1.05);
      const smoothness = estimateSmoothness(seen, sampling, variance);
      expect(smoothness).toBeGreaterThan(1.8);
      expect(smoothness).toBeLessThan(2.2);
    },
  );

  test("estimateSmoothness subtracts the noise: without this the curvature is half too large", () => {
    const sampling = { momentum: 0.9, batchSize: 1 };
    const seen = descend({ ...sampling, rate: 0.01, rounds: 800, curvature: 1 });
    expect(estimateSmoothness(seen, sampling, 0)).toBeGreaterThan(1.5);
    const fair = estimateSmoothness(seen, sampling, SIGMA ** 2);
    expect(fair).toBeGreaterThan(0.8);
    expect(fair).toBeLessThan(1.2);
  });

  const still: Observation = { round: 0, workers: 4, variance: 3, turned: null, moved: null, error: null };

  test("estimateVariance divides by a_t: the first round's momentum is a whole batch, later ones have less noise", () => {
    // β = ½: a₀ = 1, a₁ = ¼ + ¼ = ½, a₂ = ⅛ + ¼ = ⅜; B = 8: 24/1, 8·1.5/½ = 24, 8·1.125/⅜ = 24
    const seen = [3, 1.5, 1.125].map((variance, round) => ({ ...still, round, variance }));
    expect(estimateVariance(seen, { batchSize: 8, momentum: 0.5 })).toBeCloseTo(24, 12);
  });

  test("estimateSmoothness is the turn without its noise, divided by the distance moved", () => {
    // β = ½, B = 1, n = 4, σ² = 8: (turned/½)² − (1 + a₀)·8/4 = 40 − 4, over moved² = 4: L² = 9
    const seen = [still, { ...still, round: 1, turned: Math.sqrt(10), moved: 2 }];
    expect(estimateSmoothness(seen, { batchSize: 1, momentum: 0.5 }, 8)).toBeCloseTo(3, 12);
  });

  test("ĉ is the squared error over δ times the pairs' squared distance", () => {
    // (9 + 16)/(¼ · 2 · (3 + 7)) = 5
    const seen = [
      { ...still, error: 3 },
      { ...still, round: 1, variance: 7, error: 4 },
      { ...still, round: 2, variance: 99, error: null },
    ];
    expect(estimateRobustness(seen, 0.25)).toBeCloseTo(5, 12);
    expect(estimateRobustness(seen, 0)).toBeUndefined();
  });

  test("estimates are undefined, or throw, without the data that they need", () => {
    const sampling = { batchSize: 1, momentum: 0 };
    expect(() => estimateVariance([{ ...still, variance: null }], sampling)).toThrow(
      "at least one round must have two honest updates, got none",
    );
    expect(estimateSmoothness([still], sampling, 1)).toBeUndefined();
    expect(estimateSmoothness([{ ...still, round: 1, turned: 1, moved: 1 }], sampling, 1e6)).toBeUndefined();
  });
});
