import "@honest-majority/testing";
import { expect, test } from "vitest";
import { updateMatrix } from "../../passes/plain/updateMatrix";
import { clippedClustering } from "./clippedClustering";

const origin = new Float32Array(2);

test("averages the larger group by direction, each at most as long as the median", async () => {
  // lengths 5, 10, 26, 5, 50: median 10; the last two point the other way
  const rows = [
    [3, 4],
    [8, 6],
    [10, 24],
    [-4, -3],
    [-30, -40],
  ];
  const { aggregate, kept, warnings } = await clippedClustering()(updateMatrix(rows), origin);
  expect(kept).toBeAllClose([1, 1, 10 / 26, 0, 0]);
  expect(aggregate).toBeAllClose([(3 + 8 + 100 / 26) / 3, (4 + 6 + 240 / 26) / 3]);
  expect(warnings).toEqual([]);
});

test("a direction counts, however long or short the row", async () => {
  const rows = [
    [3e-38, 4e-38],
    [8, 6],
    [1e38, 2.4e38],
    [-4, -3],
  ];
  const { kept } = await clippedClustering()(updateMatrix(rows), origin);
  // the median length is (5 + 10)/2
  expect(kept).toBeAllClose([1, 0.75, 7.5 / 2.6e38, 0]);
});

test("a zero row is at right angles to all others, and parallel to a zero row", async () => {
  // 1 − cos of the first and third: 1 − 16/65, nearer than 1; the median length is 5
  const apart = await clippedClustering()(
    updateMatrix([
      [3, 4],
      [0, 0],
      [12, -5],
    ]),
    origin,
  );
  expect(apart.kept).toBeAllClose([1, 0, 5 / 13]);
  // 1 − cos within the pairs 1/25 and 0; of two pairs the less alike; the median length is 2.5
  const pairs = await clippedClustering()(
    updateMatrix([
      [0, 0],
      [3, 4],
      [0, 0],
      [4, 3],
    ]),
    origin,
  );
  expect(pairs.kept).toBeAllClose([0, 0.5, 0, 0.5]);
  expect(pairs.aggregate).toBeAllClose([1.75, 1.75]);
});

test("one row, or none but zeros, is answered as it is", async () => {
  expect((await clippedClustering()(updateMatrix([[3, 4]]), origin)).aggregate).toBeAllClose([3, 4]);
  const { aggregate, kept } = await clippedClustering()(
    updateMatrix([
      [0, 0],
      [0, 0],
      [0, 0],
    ]),
    origin,
  );
  expect(Array.from(aggregate)).toEqual([0, 0]);
  expect(kept).toBeAllClose([1, 1, 0]);
});
