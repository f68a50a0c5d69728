import "@honest-majority/testing";
import { describe, expect, test } from "vitest";
import { updateMatrix } from "../passes/plain/updateMatrix";
import { spreadOf } from "./spread";

// along (3, 4)/5 at −5, 5 and 10, and across it, along (4, −3)/5, at 0, 5 and 5
const rows = [
  [-3, -4],
  [7, 1],
  [10, 5],
];
const squaresOf = (matrix: number[][]) => updateMatrix(matrix).squaredDistances() as Float64Array;

describe("spread", () => {
  test("gives the variance along the widest direction, and each row's share in it", () => {
    // only the first and the third row: 15 apart along (13, 9)/√250, mean (3.5, 0.5), both √250/2 away
    const { top, reaches } = spreadOf(squaresOf(rows), 3, Float64Array.of(1, 0, 1));
    expect(top).toBeCloseTo(250 / 4, 10);
    expect(reaches).toBeAllClose([62.5, 0, 62.5]);
  });

  test("weights move the mean towards the heavy row", () => {
    // weights 3 and 1: mean a quarter of the way, reaches 250/16 and 250·9/16, variance ¾·250/16 + ¼·2250/16
    const { top, reaches } = spreadOf(squaresOf(rows), 3, Float64Array.of(3, 0, 1));
    expect(reaches).toBeAllClose([15.625, 0, 140.625]);
    expect(top).toBeCloseTo(46.875, 10);
  });

  test("the reaches add up to m·λ in two dimensions, where λ is the larger root", () => {
    // sums 14 and 2, mean (14/3, 2/3); scatter: 158 − 196/3 = 278/3, 42 − 4/3 = 122/3, 69 − 28/3 = 179/3
    const trace = 400 / 3;
    const determinant = (278 * 122 - 179 * 179) / 9;
    const larger = trace / 2 + Math.sqrt((trace / 2) ** 2 - determinant);
    const { top, reaches } = spreadOf(squaresOf(rows), 3, Float64Array.of(1, 1, 1));
    expect(top).toBeCloseTo(larger / 3, 10);
    expect(reaches.reduce((sum, reach) => sum + reach, 0)).toBeCloseTo(larger, 10);
  });

  test("ignores a row without weight, at any distance", () => {
    const far = [...rows, [3e38, -3e38]];
    const here = spreadOf(squaresOf(rows), 3, Float64Array.of(1, 1, 1));
    const there = spreadOf(squaresOf(far), 4, Float64Array.of(1, 1, 1, 0));
    expect(there.top).toBe(here.top);
    expect(Array.from(there.reaches)).toEqual([...here.reaches, 0]);
  });

  test("equal rows have no spread", () => {
    const { top, reaches } = spreadOf(
      squaresOf([
        [1, 2],
        [1, 2],
      ]),
      2,
      Float64Array.of(1, 1),
    );
    expect(top).toBe(0);
    expect(Array.from(reaches)).toEqual([0, 0]);
  });
});
