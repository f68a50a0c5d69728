import "@honest-majority/testing";
import { describe, expect, test } from "vitest";
import { updateMatrix } from "../../passes/plain/updateMatrix";
import { krum } from "./krum";

const origin = new Float32Array(2);
const rows = [
  [0, 0],
  [1, 2],
  [2, 0],
  [1, 1],
  [9, 7],
];

describe("krum", () => {
  test("picks the row whose nearest neighbours are closest", async () => {
    // squared distances 01: 5, 02: 4, 03: 2, 04: 130, 12: 5, 13: 1, 14: 89, 23: 2, 24: 98, 34: 100;
    // f = 1 leaves 5−1−2 = 2 neighbours: 2+4, 1+5, 2+4, 1+2, 89+98
    const { aggregate, kept, scores, warnings } = await krum({ f: 1 })(updateMatrix(rows), origin);
    expect(aggregate).toBeAllClose([1, 1]);
    expect(scores).toBeAllClose([6, 6, 6, 3, 187]);
    expect(kept).toBeAllClose([0, 0, 0, 1, 0]);
    expect(warnings).toEqual([]);
  });

  test("can pick another row with one neighbour more, and gives a tie to the lowest index", async () => {
    // a close pair far from a loose trio; squared distances in the pair 0.25, in the trio 1.25, 1, 1.25
    const pairAndTrio = updateMatrix([
      [8, 6],
      [8, 6.5],
      [0, 0],
      [1, 0.5],
      [0, 1],
    ]);
    const paper = await krum({ f: 2 })(pairAndTrio, origin); // 1 neighbour: the pair, 0.25 each
    expect(paper.aggregate).toBeAllClose([8, 6]);
    const byzfl = await krum({ f: 2, neighbours: "n-f-1" })(pairAndTrio, origin); // 2: 2.25, 2.5, 2.25 in the trio
    expect(byzfl.aggregate).toBeAllClose([0, 0]);
  });

  test("uses at least one neighbour below 2f + 3 rows, and warns", async () => {
    const { aggregate, scores, warnings } = await krum({ f: 3 })(updateMatrix(rows.slice(1)), origin);
    // the nearest other row, for each of the last four rows
    expect(scores).toBeAllClose([1, 2, 1, 89]);
    expect(aggregate).toBeAllClose([1, 2]);
    expect(warnings).toEqual(["krum with f = 3 guarantees nothing below 9 updates, got 4"]);
  });

  test("returns a single row", async () => {
    const { aggregate, scores } = await krum({ f: 0 })(updateMatrix([[3, -4]]), origin);
    expect(aggregate).toBeAllClose([3, -4]);
    expect(scores).toBeAllClose([0]);
  });

  test("throws when no row can be honest", async () => {
    await expect(krum({ f: 5 })(updateMatrix(rows), origin)).rejects.toThrow(
      new RangeError("krum: m must be > f, got m = 5, f = 5"),
    );
    expect(() => krum({ f: -1 })).toThrow("krum: f must be an integer >= 0, got -1");
  });
});
