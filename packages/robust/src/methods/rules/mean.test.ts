import "@honest-majority/testing";
import { describe, expect, test } from "vitest";
import { updateMatrix } from "../../passes/plain/updateMatrix";
import { mean } from "./mean";

const origin = new Float32Array(2);

describe("mean", () => {
  test("gives every row the same weight", async () => {
    const rows = [
      [1, 2],
      [3, 6],
      [-1, 1],
    ];
    const { aggregate, kept, warnings } = await mean()(updateMatrix(rows), origin);
    expect(aggregate).toBeAllClose([1, 3]);
    expect(kept).toBeAllClose([1, 1, 1]);
    expect(warnings).toEqual([]);
  });

  test("one attacker among m can choose the result", async () => {
    // to reach (−10, 20) from three rows at (1, 2) it sends 4·(−10, 20) − 3·(1, 2)
    const { aggregate } = await mean()(
      updateMatrix([
        [1, 2],
        [1, 2],
        [1, 2],
        [-43, 74],
      ]),
      origin,
    );
    expect(aggregate).toBeAllClose([-10, 20]);
  });
});
