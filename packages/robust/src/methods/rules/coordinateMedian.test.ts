import "@honest-majority/testing";
import { describe, expect, test } from "vitest";
import { updateMatrix } from "../../passes/plain/updateMatrix";
import { coordinateMedian } from "./coordinateMedian";

const origin = new Float32Array(3);

describe("coordinateMedian", () => {
  test("takes each column's middle value, from whichever row", async () => {
    const rows = [
      [1, -2, 4],
      [3, 0, 5],
      [2, 6, -1],
      [-4, 1, 0],
      [0, 3, 9],
    ];
    // sorted: −4 0 1 2 3; −2 0 1 3 6; −1 0 4 5 9: the first row gives two of the middles, the fourth one
    const { aggregate, kept } = await coordinateMedian()(updateMatrix(rows), origin);
    expect(aggregate).toBeAllClose([1, 1, 4]);
    expect(kept).toBeAllClose([1, 0, 0, 0.5, 0]);
  });

  test("stays in the range of the honest values with two attackers of five at any distance", async () => {
    const honest = [
      [1, 5, -3],
      [2, 4, -1],
      [3, 6, -2],
    ];
    const attackers = [
      [1e30, -1e30, 3e38],
      [1e30, -1e30, 3e38],
    ];
    // attackers above all honest values make the largest honest value the middle one; below, the smallest
    const { aggregate, kept } = await coordinateMedian()(updateMatrix([...honest, ...attackers]), origin);
    expect(aggregate).toBeAllClose([3, 4, -1]);
    expect([kept[3], kept[4]]).toEqual([0, 0]);
  });

  test("a majority of attackers can choose the result", async () => {
    const rows = [
      [1, 5, -3],
      [9, -8, 7],
      [9, -8, 7],
    ];
    const { aggregate } = await coordinateMedian()(updateMatrix(rows), origin);
    expect(aggregate).toBeAllClose([9, -8, 7]);
  });
});
