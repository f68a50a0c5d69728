import { describe, expect, test } from "vitest";
import { labelsFromBias, shareOfLabels } from "./labelsFromBias";

describe("labelsFromBias", () => {
  test("counts the examples of each class where the model's probabilities are known", () => {
    // B = 4 with labels 0, 0, 2, 2: slopes p̄ − n/B
    const probabilities = [0.2, 0.5, 0.3];
    const slopes = [0.2 - 0.5, 0.5, 0.3 - 0.5];
    expect(labelsFromBias({ slopes, batchSize: 4, probabilities })).toEqual([2, 0, 2]);
  });

  test("the one negative slope is the label of a batch of one", () => {
    expect(labelsFromBias({ slopes: [0.3, -0.7, 0.4], batchSize: 1 })).toEqual([0, 1, 0]);
  });

  test("rounds to integers that sum to B", () => {
    // shares 1/3 − slope: 0.45, 0.35, 0.2; times 3: 1.35, 1.05, 0.6
    const slopes = [0.45, 0.35, 0.2].map((share) => 1 / 3 - share);
    expect(labelsFromBias({ slopes, batchSize: 3 })).toEqual([1, 1, 1]);
  });

  test("estimates the factor of a clipped update from a class without an example", () => {
    const slopes = [0.25 - 0.5, 0.25, 0.25 - 0.5, 0.25].map((slope) => 0.1 * slope);
    expect(labelsFromBias({ slopes, batchSize: 2, isScaled: true })).toEqual([1, 0, 1, 0]);
  });

  test("refuses wrong sizes", () => {
    expect(() => labelsFromBias({ slopes: [0], batchSize: 0 })).toThrow(
      "batchSize must be an integer >= 1, got 0",
    );
    expect(() => labelsFromBias({ slopes: [0, 0], batchSize: 1, probabilities: [1] })).toThrow(
      "probabilities must have 2 values, got 1",
    );
  });
});

test("shareOfLabels counts each named label once", () => {
  expect(shareOfLabels([2, 0, 1], [0, 0, 1])).toBeCloseTo(2 / 3, 12);
  expect(shareOfLabels([0, 3], [1, 1, 1])).toBe(1);
  expect(shareOfLabels([1], [])).toBe(0);
});
