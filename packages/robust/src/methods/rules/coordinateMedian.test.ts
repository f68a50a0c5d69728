import "@honest-majority/testing";
import { expect, test } from "vitest";
import { updateMatrix } from "../../passes/plain/updateMatrix";
import { coordinateMedian } from "./coordinateMedian";

const origin = new Float32Array(3);

test("takes each column's middle value, wherever it comes from", async () => {
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

test("two attackers of five cannot leave the honest values' range, however far they go", async () => {
  const honest = [
    [1, 5, -3],
    [2, 4, -1],
    [3, 6, -2],
  ];
  const attackers = [
    [1e30, -1e30, 3e38],
    [1e30, -1e30, 3e38],
  ];
  // above all honest values the middle is the largest of them, below all the smallest
  const { aggregate, kept } = await coordinateMedian()(updateMatrix([...honest, ...attackers]), origin);
  expect(aggregate).toBeAllClose([3, 4, -1]);
  expect([kept[3], kept[4]]).toEqual([0, 0]);
});

test("a majority of attackers puts the result where it likes", async () => {
  const rows = [
    [1, 5, -3],
    [9, -8, 7],
    [9, -8, 7],
  ];
  const { aggregate } = await coordinateMedian()(updateMatrix(rows), origin);
  expect(aggregate).toBeAllClose([9, -8, 7]);
});
