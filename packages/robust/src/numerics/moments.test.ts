import "@honest-majority/testing";
import { describe, expect, test } from "vitest";
import { moments, plainStatistics } from "./moments";

describe("moments", () => {
  test("gives the mean and the deviation (ddof 1) of each column", () => {
    const { mean, std } = moments([Float32Array.of(2, -1), Float32Array.of(4, 1), Float32Array.of(3, -6)]);
    // deviations (−1, 1), (1, 3), (0, −4): sums of squares 2 and 26, over 2
    expect(mean).toBeAllClose([3, -2]);
    expect(std).toBeAllClose([1, Math.sqrt(13)]);
  });

  test("keeps a small spread about a large mean", () => {
    const { std } = moments([Float32Array.of(4096), Float32Array.of(4096 + 2 ** -10)]);
    expect(std).toBeAllClose([2 ** -10 / Math.SQRT2], { atol: 0 });
  });

  test("limits a spread beyond float32's range to its largest value", () => {
    const { std } = moments([Float32Array.of(3e38), Float32Array.of(-3e38)]); // 3e38·√2
    expect(std[0]).toBe(Math.fround(3.4028234663852886e38));
  });

  test("gives a single row no spread, and rejects no rows and rows of different lengths", () => {
    expect(moments([Float32Array.of(5, -7)])).toEqual({
      mean: Float32Array.of(5, -7),
      std: Float32Array.of(0, 0),
    });
    expect(() => moments([])).toThrow(new RangeError("moments: at least one row must be given, got 0"));
    expect(() => moments([new Float32Array(2), new Float32Array(3)])).toThrow(
      "moments: rows must all hold 2 values, got 3",
    );
  });
});

describe("aroundMean", () => {
  test("gives the rows' mean, and its squared distances to the rows and then to the others", () => {
    const { mean, squares } = plainStatistics.aroundMean(
      [Float32Array.of(1, 2), Float32Array.of(3, 6)],
      [Float32Array.of(2, 9)],
    );
    expect(mean).toEqual(Float32Array.of(2, 4));
    expect(squares).toEqual(Float64Array.of(5, 5, 25)); // 1 + 4, 1 + 4, 0 + 25
  });
});
