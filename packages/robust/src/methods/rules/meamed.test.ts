import "@honest-majority/testing";
import { describe, expect, test } from "vitest";
import { updateMatrix } from "../../passes/plain/updateMatrix";
import { meamed } from "./meamed";

const origin = new Float32Array(2);
const rows = [
  [0, 0],
  [1, 2],
  [2, 0],
  [1, 1],
  [9, 7],
];

describe("meamed", () => {
  test("averages the m − f values of each column around its median", async () => {
    // columns sorted 0 1 1 2 9 and 0 0 1 2 7 without 9 and 7
    const { aggregate, kept, warnings } = await meamed({ f: 1 })(updateMatrix(rows), origin);
    expect(aggregate).toBeAllClose([1, 0.75]);
    // the middle three places hold 1 1 2, and one of the zeros, 1, 2
    expect(kept).toBeAllClose([0.25, 1, 0.75, 1, 0]);
    expect(warnings).toEqual([]);
  });

  test("two values at the same distance share the last place", async () => {
    // around 1: 1 1 and half of 0 and of 2; around 1: 0 0 1 and 2 come at 1 1 0 1, so 2 and one 0 share
    const { aggregate } = await meamed({ f: 2 })(updateMatrix(rows), origin);
    expect(aggregate).toBeAllClose([1, 2 / 3]);
  });

  test("works as long as one row may be honest", async () => {
    const { aggregate, kept } = await meamed({ f: 4 })(updateMatrix(rows), origin);
    expect(aggregate).toBeAllClose([1, 1]);
    expect(kept).toBeAllClose([0, 0.25, 0, 0.75, 0]); // the fourth row is one of two medians in one column and the only one in the other
    await expect(meamed({ f: 5 })(updateMatrix(rows), origin)).rejects.toThrow(
      new RangeError("meamed: m must be > f, got m = 5, f = 5"),
    );
  });
});
