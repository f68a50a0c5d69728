import { describe, expect, test } from "vitest";
import { halfBandwidth, largestCluster } from "./meanShift";

const points = (...values: [number, number][]) => values.map(([x, y]) => [x, y, 1 - x - y] as const);

describe("meanShift", () => {
  test("halfBandwidth is the mean distance to the farthest of the nearest half", () => {
    // distances √2 times 0.1 … along (1, −1, 0): at 0 1 3 7 8 tenths, the third nearest, itself the first: 3 2 3 4 5
    const line = points([0, 0.8], [0.1, 0.7], [0.3, 0.5], [0.7, 0.1], [0.8, 0]);
    expect(halfBandwidth(line)).toBeCloseTo((Math.SQRT2 * 0.1 * (3 + 2 + 3 + 4 + 5)) / 5, 12);
  });

  test("a ball moves to where more points are, and its starting points join that cluster", () => {
    /*
     * At 0 1 2 3 10 11 tenths, radius 1.5: from 0 the ball holds 0 1, moves to 0.5, to 1 (0 1 2), and stays; from 3 to 2.5,
     * to 2 (1 2 3): within 1.5 of 1, as full, larger: so the mode is 2, and 0 to 3 are nearest to it.
     */
    const line = points([0.2, 0], [0, 0.2], [0.1, 0.1], [0.3, -0.1], [1, -0.8], [1.1, -0.9]);
    expect(largestCluster(line, 0.15 * Math.SQRT2)).toEqual([0, 1, 2, 3]);
    expect(largestCluster(line.toReversed(), 0.15 * Math.SQRT2)).toEqual([2, 3, 4, 5]);
  });

  test("with radius 0 only equal points form a cluster", () => {
    const some = points([0.5, 0.2], [0.4, 0.4], [0.5, 0.2], [0.1, 0.1]);
    expect(largestCluster(some, 0)).toEqual([0, 2]);
  });

  test("of two clusters of the same size, the one with the larger coordinates wins, in any order", () => {
    const some = points([0.6, 0.3], [0.3, 0.6], [0.6, 0.3], [0.3, 0.6]);
    expect(largestCluster(some, 0.1)).toEqual([0, 2]);
    expect(largestCluster(some.toReversed(), 0.1)).toEqual([1, 3]);
  });
});
