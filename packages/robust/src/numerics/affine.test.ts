import "@honest-majority/testing";
import { describe, expect, test } from "vitest";
import type { UpdateMatrix } from "../matrix/updateMatrix";
import { updateMatrix } from "../passes/plain/updateMatrix";
import { affine } from "./affine";

/** Counts how often the rows themselves are used. */
function watched(rows: readonly number[][]) {
  const updates = updateMatrix(rows);
  let looks = 0;
  const distancesTo: UpdateMatrix<Float32Array>["distancesTo"] = (v, norm) => {
    looks++;
    return updates.distancesTo(v, norm);
  };
  const mix: UpdateMatrix<Float32Array>["mix"] = (weights, k) => {
    looks++;
    return updates.mix(weights, k);
  };
  const view = affine({ ...updates, distancesTo, mix }, updates.squaredDistances() as Float64Array);
  return { view, looks: () => looks };
}

const rows = [
  [1, 2],
  [4, 6],
  [-2, 3],
];

describe("affine", () => {
  test("distancesFrom computes a point's distances to the rows from the rows' own distances", async () => {
    const { view, looks } = watched(rows);
    // ½·(1, 2) + ½·(4, 6) = (2.5, 4): 2.5 from both, and √(4.5² + 1) from the third
    expect(await view.distancesFrom(Float64Array.of(0.5, 0.5, 0))).toBeAllClose([2.5, 2.5, Math.sqrt(21.25)]);
    // 2·(4, 6) − (−2, 3) = (10, 9)
    const beyond = await view.distancesFrom(Float64Array.of(0, 2, -1));
    expect(beyond).toBeAllClose([Math.sqrt(130), Math.sqrt(45), Math.sqrt(180)]);
    // 2·(1, 2) − (4, 6) − (−2, 3) = (0, −5)
    expect(await view.length(Float64Array.of(2, -1, -1))).toBeCloseTo(5, 12);
    expect(looks()).toBe(0);
  });

  test("uses the rows themselves when a row is so far away that sums cancel", async () => {
    const { view, looks } = watched([...rows, [3e20, -4e20]]);
    // a weight of 1e-20 moves (1, 2) by (3, −4) to (4, −2): 5, 8, and √(36 + 25)
    const [a, b, c] = await view.distancesFrom(Float64Array.of(1, 0, 0, 1e-20));
    expect([a, b, c]).toBeAllClose([5, 8, Math.sqrt(61)]);
    expect(await view.length(Float64Array.of(-1e-20, 0, 0, 1e-20))).toBeCloseTo(5, 5);
    expect(looks()).toBe(1);
  });
});
