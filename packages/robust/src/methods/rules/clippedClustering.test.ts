import "@honest-majority/testing";
import { describe, expect, test } from "vitest";
import { updateMatrix } from "../../passes/plain/updateMatrix";
import { clippedClustering } from "./clippedClustering";

const origin = new Float32Array(2);

describe("clippedClustering", () => {
  test("averages the larger group by direction, with each row clipped to the median length", async () => {
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

  test("groups rows by direction, whatever their length", async () => {
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

  test("treats a zero row as orthogonal to all others and as parallel to other zero rows", async () => {
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
    // 1 − cos within the pairs 1/25 and 0; the less alike pair wins; the median length is 2.5
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

  test("returns a single row, or rows of zeros, without change", async () => {
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
});
