import "@honest-majority/testing";
import { describe, expect, test } from "vitest";
import { updateMatrix } from "../../passes/plain/updateMatrix";
import { cge } from "./cge";

const origin = new Float32Array(2);
const rows = [
  [0, 0],
  [1, 2],
  [2, 0],
  [1, 1],
  [9, 7],
];

describe("cge", () => {
  test("averages the m − f shortest rows", async () => {
    // lengths 0, √5, 2, √2, √130
    const { aggregate, kept, scores, warnings } = await cge({ f: 1 })(updateMatrix(rows), origin);
    expect(aggregate).toBeAllClose([1, 0.75]);
    expect(kept).toBeAllClose([1, 1, 1, 1, 0]);
    expect(scores).toBeAllClose([0, Math.sqrt(5), 2, Math.SQRT2, Math.sqrt(130)]);
    expect(warnings).toEqual([]);
    const two = await cge({ f: 2 })(updateMatrix(rows), origin);
    expect(two.aggregate).toBeAllClose([1, 1 / 3]);
  });

  test("measures lengths from zero, not from last round's aggregate", async () => {
    const { kept } = await cge({ f: 1 })(updateMatrix(rows), Float32Array.of(9, 7));
    expect(kept).toBeAllClose([1, 1, 1, 1, 0]);
  });

  test("keeps the first of equally long rows", async () => {
    const round = [
      [3, 4],
      [-4, 3],
      [4, -3],
    ];
    const { aggregate } = await cge({ f: 1 })(updateMatrix(round), origin);
    expect(aggregate).toBeAllClose([-0.5, 3.5]);
  });

  test("throws when no row can be honest", async () => {
    await expect(cge({ f: 5 })(updateMatrix(rows), origin)).rejects.toThrow(
      new RangeError("cge: m must be > f, got m = 5, f = 5"),
    );
    expect(() => cge({ f: 0.5 })).toThrow("cge: f must be an integer >= 0, got 0.5");
  });
});
