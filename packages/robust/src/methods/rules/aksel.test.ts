import "@honest-majority/testing";
import { describe, expect, test } from "vitest";
import { updateMatrix } from "../../passes/plain/updateMatrix";
import { aksel } from "./aksel";

const origin = new Float32Array(2);
const rows = [
  [0, 0],
  [1, 2],
  [2, 0],
  [1, 1],
  [9, 7],
];

describe("aksel", () => {
  test("averages the half nearest to the coordinate median, and gives ties to the lower index", async () => {
    // the median is (1, 1), and the rows' distances to it are √2, 1, √2, 0 and 10: the third place goes to the first row
    const { aggregate, kept, scores } = await aksel()(updateMatrix(rows), origin);
    expect(aggregate).toBeAllClose([2 / 3, 1]);
    expect(kept).toBeAllClose([1, 1, 0, 1, 0]);
    expect(scores).toBeAllClose([Math.SQRT2, 1, Math.SQRT2, 0, 10]);
  });

  test("takes the lower of two middle values", async () => {
    const round = [
      [0, 0],
      [1, 2],
      [2, 5],
      [9, 7],
    ];
    // columns 0 1 2 9 and 0 2 5 7: the distances to (1, 2) are √5, 0, √10, √89; to (1.5, 3.5) the middle two would be nearest
    const { aggregate } = await aksel()(updateMatrix(round), origin);
    expect(aggregate).toBeAllClose([0.5, 1]);
  });
});
