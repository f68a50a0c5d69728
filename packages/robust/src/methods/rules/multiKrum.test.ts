import "@honest-majority/testing";
import { describe, expect, test } from "vitest";
import { updateMatrix } from "../../passes/plain/updateMatrix";
import { multiKrum } from "./multiKrum";

const origin = new Float32Array(2);
// the fixture of krum.test.ts: scores 6, 6, 6, 3, 187 with two neighbours
const rows = [
  [0, 0],
  [1, 2],
  [2, 0],
  [1, 1],
  [9, 7],
];

describe("multiKrum", () => {
  test("averages the m − f rows with the lowest scores", async () => {
    const { aggregate, kept, scores } = await multiKrum({ f: 1 })(updateMatrix(rows), origin);
    expect(aggregate).toBeAllClose([1, 0.75]);
    expect(kept).toBeAllClose([1, 1, 1, 1, 0]);
    expect(scores).toBeAllClose([6, 6, 6, 3, 187]);
  });

  test("averages k rows, and gives ties to the lower index", async () => {
    const { aggregate, kept } = await multiKrum({ f: 1, k: 2 })(updateMatrix(rows), origin);
    // the fourth row, and the first of three with score 6
    expect(aggregate).toBeAllClose([0.5, 0.5]);
    expect(kept).toBeAllClose([1, 0, 0, 1, 0]);
  });

  test('counts neighbours as ByzFL does with neighbours: "n-f-1"', async () => {
    const { scores } = await multiKrum({ f: 1, neighbours: "n-f-1" })(updateMatrix(rows), origin);
    // three neighbours: 2+4+5, 1+5+5, 2+4+5, 1+2+2, 89+98+100
    expect(scores).toBeAllClose([11, 11, 11, 5, 287]);
  });

  test("warns when k leaves no room to drop f rows", async () => {
    const warned = async (k: number) => (await multiKrum({ f: 1, k })(updateMatrix(rows), origin)).warnings;
    expect(await warned(4)).toEqual([]);
    expect(await warned(5)).toEqual(["multiKrum with k = 5 guarantees nothing below 6 updates, got 5"]);
  });

  test("rejects a k above m or below 1", async () => {
    await expect(multiKrum({ f: 1, k: 6 })(updateMatrix(rows), origin)).rejects.toThrow(
      new RangeError("multiKrum: k must be at most m, got k = 6, m = 5"),
    );
    expect(() => multiKrum({ f: 1, k: 0 })).toThrow("multiKrum: k must be an integer >= 1, got 0");
  });
});
