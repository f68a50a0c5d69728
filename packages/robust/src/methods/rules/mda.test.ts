import "@honest-majority/testing";
import { expect, test } from "vitest";
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

test("averages the m − f rows whose longest distance is the least", async () => {
  // of triples 0 2 3 reach √4, 0 1 3 and 1 2 3 √5
  const { aggregate, kept, warnings } = await mda({ f: 2 })(updateMatrix(rows), origin);
  expect(aggregate).toBeAllClose([1, 1 / 3]);
  expect(kept).toBeAllClose([1, 0, 1, 1, 0]);
  expect(warnings).toEqual([]);
});

test("of subsets that are equally close the first is taken", async () => {
  const square = [
    [0, 0],
    [2, 1],
    [1, 3],
    [-1, 2],
  ];
  const { aggregate } = await mda({ f: 1 })(updateMatrix(square), origin); // any three hold a diagonal
  expect(aggregate).toBeAllClose([1, 4 / 3]);
});

test("a search that runs out of branches answers with close rows, and warns", async () => {
  // 0 and 4 are farthest apart, their distances to all 141 and 417: 4 goes; then 0 and 1, with 11 and 11: 1 goes
  const { kept, warnings } = await mda({ f: 2 }, { branches: 0 })(updateMatrix(rows), origin);
  expect(kept).toBeAllClose([1, 0, 1, 1, 0]);
  expect(warnings).toEqual(["mda: the closest 3 of 5 updates were not found in time, these are close"]);
});

test("with no honest row to find, it says so", async () => {
  await expect(mda({ f: 5 })(updateMatrix(rows), origin)).rejects.toThrow(
    new RangeError("mda: m must be > f, got m = 5, f = 5"),
  );
});
