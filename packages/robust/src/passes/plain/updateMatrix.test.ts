import { describe, expect, test } from "vitest";
import { updateMatrixCases } from "../../matrix/updateMatrix.cases";
import { updateMatrix } from "./updateMatrix";

updateMatrixCases("the plain passes", {
  matrix: updateMatrix,
  vector: (values) => Float32Array.from(values),
  values: (vector) => vector,
});

describe("plain updateMatrix", () => {
  test("updateMatrix rejects no rows, empty rows and rows of different lengths", () => {
    expect(() => updateMatrix([])).toThrow("updateMatrix: at least one row must be given, got 0");
    expect(() => updateMatrix([[]])).toThrow("updateMatrix: rows must hold at least one value, got 0");
    expect(() => updateMatrix([[1, 2], [3]])).toThrow(
      "updateMatrix: rows must all hold 2 values, got 1 in row 1",
    );
  });

  test("every pass rejects arguments of the wrong size", () => {
    const updates = updateMatrix([
      [1, 2],
      [3, 4],
    ]);
    expect(() => updates.combine(new Float64Array(3))).toThrow("combine: 2 values must be given, got 3");
    expect(() => updates.combine(new Float64Array(2), 1)).toThrow(
      "combine: weights around a row must add up to 1, got 0",
    );
    expect(() => updates.combine(new Float64Array(2), 2)).toThrow(
      "combine: indices must be integers in 0 … 1, got 2",
    );
    expect(() => updates.mix(new Float64Array(0), 0)).toThrow("mix: k must be an integer >= 1, got 0");
    expect(() => updates.distancesTo(new Float32Array(3), "l1")).toThrow(
      "distancesTo: 2 values must be given, got 3",
    );
    expect(() => updates.trimmedMean(1)).toThrow(
      "trimmedMean: f must be an integer with 0 <= 2f < m = 2, got 1",
    );
    expect(() => updates.meanAround(new Float32Array(2), 3)).toThrow(
      "meanAround: keep must be an integer in 1 … 2, got 3",
    );
  });

  test("a result belongs to the caller: writing into it does not change later results", () => {
    const updates = updateMatrix([
      [1, 5],
      [2, 7],
      [4, 6],
    ]);
    (updates.coordinateMedian() as Float32Array).fill(0);
    expect(updates.coordinateMedian()).toEqual(Float32Array.of(2, 6));
  });
});
