import "@honest-majority/testing";
import { describe, expect, test } from "vitest";
import { updateMatrix } from "../../passes/plain/updateMatrix";
import { monna } from "./monna";

const origin = new Float32Array(2);
const rows = [
  [0, 0],
  [1, 2],
  [2, 0],
  [1, 1],
  [9, 7],
];
// squared distances 01: 5, 02: 4, 03: 2, 04: 130, 12: 5, 13: 1, 14: 89, 23: 2, 24: 98, 34: 100

describe("monna", () => {
  test("averages the m − f rows nearest to the pivot, by default the first row", async () => {
    const { aggregate, kept, scores } = await monna({ f: 1 })(updateMatrix(rows), origin);
    expect(aggregate).toBeAllClose([1, 0.75]);
    expect(kept).toBeAllClose([1, 1, 1, 1, 0]);
    expect(scores).toBeAllClose([0, 5, 4, 2, 130].map(Math.sqrt));
  });

  test("gives a tie to the lower index", async () => {
    // nearest to the second row: itself, the fourth, and the first of two rows at √5
    const { aggregate } = await monna({ f: 2, pivot: 1 })(updateMatrix(rows), origin);
    expect(aggregate).toBeAllClose([2 / 3, 1]);
  });

  test("follows a Byzantine pivot", async () => {
    const { aggregate } = await monna({ f: 1, pivot: 4 })(updateMatrix(rows), origin);
    expect(aggregate).toBeAllClose([13 / 4, 10 / 4]);
  });

  test("rejects a pivot out of range and a round without an honest row", async () => {
    await expect(monna({ f: 1, pivot: 5 })(updateMatrix(rows), origin)).rejects.toThrow(
      new RangeError("monna: pivot must be below m, got pivot = 5, m = 5"),
    );
    expect(() => monna({ f: 1, pivot: -1 })).toThrow("monna: pivot must be an integer >= 0, got -1");
    await expect(monna({ f: 5 })(updateMatrix(rows), origin)).rejects.toThrow("monna: m must be > f");
  });
});
