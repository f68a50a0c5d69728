import "@honest-majority/testing";
import { describe, expect, test } from "vitest";
import { updateMatrix } from "../../passes/plain/updateMatrix";
import { mda } from "./mda";

const origin = new Float32Array(2);
const rows = [
  [0, 0],
  [1, 2],
  [2, 0],
  [1, 1],
  [9, 7],
];
// squared distances 01: 5, 02: 4, 03: 2, 04: 130, 12: 5, 13: 1, 14: 89, 23: 2, 24: 98, 34: 100

describe("mda", () => {
  test("averages the m − f rows whose largest distance is the least", async () => {
    // the triple 0 2 3 has the largest distance √4, 0 1 3 and 1 2 3 have √5
    const { aggregate, kept, warnings } = await mda({ f: 2 })(updateMatrix(rows), origin);
    expect(aggregate).toBeAllClose([1, 1 / 3]);
    expect(kept).toBeAllClose([1, 0, 1, 1, 0]);
    expect(warnings).toEqual([]);
  });

  test("takes the first of equally close subsets", async () => {
    const square = [
      [0, 0],
      [2, 1],
      [1, 3],
      [-1, 2],
    ];
    const { aggregate } = await mda({ f: 1 })(updateMatrix(square), origin); // any three hold a diagonal
    expect(aggregate).toBeAllClose([1, 4 / 3]);
  });

  test("averages close rows, with a warning, when the search reaches its bound", async () => {
    // 0 and 4 are farthest apart, and their distances to all rows add up to 141 and 417: 4 is dropped; then 0 and 1, with 11 each: 1 is dropped
    const { kept, warnings } = await mda({ f: 2 }, { branches: 0 })(updateMatrix(rows), origin);
    expect(kept).toBeAllClose([1, 0, 1, 1, 0]);
    expect(warnings).toEqual([
      "mda: the closest 3 of 5 updates were not found in time, so close ones are averaged",
    ]);
  });

  test("throws when no row can be honest", async () => {
    await expect(mda({ f: 5 })(updateMatrix(rows), origin)).rejects.toThrow(
      new RangeError("mda: m must be > f, got m = 5, f = 5"),
    );
  });
});
