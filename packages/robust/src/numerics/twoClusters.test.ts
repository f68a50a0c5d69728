import { describe, expect, test } from "vitest";
import { twoClusters } from "./twoClusters";

/** [m, m] distances of points on a line. */
const apart = (places: number[]) =>
  Float64Array.from(places.flatMap((x) => places.map((y) => Math.abs(x - y))));
const sorted = (clusters: number[][]) => clusters.map((rows) => rows.toSorted((a, b) => a - b));

describe("twoClusters", () => {
  test("joins the clusters whose rows are nearest on average, and puts the larger first", () => {
    // 0 1, then 10 12; then 5: to {0, 1} 4.5, to {10, 12} 6
    expect(sorted(twoClusters(apart([12, 0, 5, 1, 10]), 5))).toEqual([
      [1, 2, 3],
      [0, 4],
    ]);
  });

  test("averages over pairs of rows, not of clusters", () => {
    // 0 0 1 join at 0 and 1; to 2.4 they are (2.4 + 2.4 + 1.4)/3 = 2.07 away, by clusters it would be 1.9; 2.4 to 4.4 is 2
    expect(sorted(twoClusters(apart([0, 0, 1, 2.4, 4.4]), 5))).toEqual([
      [0, 1, 2],
      [3, 4],
    ]);
  });

  test("puts the half whose rows are farther apart first", () => {
    expect(sorted(twoClusters(apart([9, 0, 9, 2]), 4))).toEqual([
      [1, 3],
      [0, 2],
    ]);
  });

  test("makes one cluster of one row and two clusters of two rows", () => {
    expect(twoClusters(apart([4]), 1)).toEqual([[0]]);
    expect(twoClusters(apart([4, 1]), 2)).toEqual([[0], [1]]);
  });
});
