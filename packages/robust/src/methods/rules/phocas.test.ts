import "@honest-majority/testing";
import { describe, expect, test } from "vitest";
import { updateMatrix } from "../../passes/plain/updateMatrix";
import { meamed } from "./meamed";
import { phocas } from "./phocas";

const origin = new Float32Array(2);
// both columns hold 0, 5, 6, 13 and 14, the second one holds twice that, in the opposite order
const rows = [
  [0, 28],
  [5, 26],
  [6, 12],
  [13, 10],
  [14, 0],
];

describe("phocas", () => {
  test("averages the m − f values of each column around its trimmed mean", async () => {
    // the mean of 5 6 13 is 8 and 0 is farthest from it, so 5 6 13 14 stay
    const { aggregate, kept, warnings } = await phocas({ f: 1 })(updateMatrix(rows), origin);
    expect(aggregate).toBeAllClose([9.5, 19]);
    expect(kept).toBeAllClose([0, 1, 1, 1, 0]); // the values that the trim leaves
    expect(warnings).toEqual([]);
  });

  test("keeps other values than meamed does", async () => {
    // from 6 the farthest is 14
    const { aggregate } = await meamed({ f: 1 })(updateMatrix(rows), origin);
    expect(aggregate).toBeAllClose([6, 12]);
  });

  test("rejects a trim that leaves no value", async () => {
    await expect(phocas({ f: 3 })(updateMatrix(rows), origin)).rejects.toThrow(
      new RangeError("phocas: m must be > 2f, got m = 5, f = 3"),
    );
  });
});
