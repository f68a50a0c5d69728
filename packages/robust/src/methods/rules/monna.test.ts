import "@honest-majority/testing";
import { expect, test } from "vitest";
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

test("averages the m − f rows nearest to the first one, which is trusted unless another is", async () => {
  const { aggregate, kept, scores } = await monna({ f: 1 })(updateMatrix(rows), origin);
  expect(aggregate).toBeAllClose([1, 0.75]);
  expect(kept).toBeAllClose([1, 1, 1, 1, 0]);
  expect(scores).toBeAllClose([0, 5, 4, 2, 130].map(Math.sqrt));
});

test("a tie goes to the lower index", async () => {
  // nearest to the second row: itself, the fourth, and of two at √5 the first
  const { aggregate } = await monna({ f: 2, pivot: 1 })(updateMatrix(rows), origin);
  expect(aggregate).toBeAllClose([2 / 3, 1]);
});

test("a liar that is trusted leads it", async () => {
  const { aggregate } = await monna({ f: 1, pivot: 4 })(updateMatrix(rows), origin);
  expect(aggregate).toBeAllClose([13 / 4, 10 / 4]);
});

test("a pivot that is not there, and a round without an honest row, are refused in words", async () => {
  await expect(monna({ f: 1, pivot: 5 })(updateMatrix(rows), origin)).rejects.toThrow(
    new RangeError("monna: pivot must be below m, got pivot = 5, m = 5"),
  );
  expect(() => monna({ f: 1, pivot: -1 })).toThrow("monna: pivot must be an integer >= 0, got -1");
  await expect(monna({ f: 5 })(updateMatrix(rows), origin)).rejects.toThrow("monna: m must be > f");
});
