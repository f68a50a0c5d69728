import "@honest-majority/testing";
import { describe, expect, test } from "vitest";
import { updateMatrix } from "../../passes/plain/updateMatrix";
import { flTrust } from "./flTrust";

const origin = new Float32Array(2);
const root = Float32Array.of(6, 8);

describe("flTrust", () => {
  test("weights each row by its cosine to the root, scaled to the root's length", async () => {
    // cosines 1, 24/25 (so (8, 6)), 0 and −1
    const rows = [
      [0.3, 0.4],
      [40, 30],
      [-8, 6],
      [-6e9, -8e9],
    ];
    const { aggregate, kept, scores, warnings } = await flTrust()(updateMatrix(rows), origin, root);
    expect(kept).toBeAllClose([1, 0.96, 0, 0], { rtol: 1e-6, atol: 1e-6 });
    expect(scores).toBeAllClose([1, 0.96, 0, -1], { rtol: 1e-6, atol: 1e-6 });
    // (6, 8) and 0.96 of (8, 6), over 1.96
    expect(aggregate).toBeAllClose([(6 + 0.96 * 8) / 1.96, (8 + 0.96 * 6) / 1.96]);
    expect(warnings).toEqual([]);
  });

  test("depends only on directions, whatever the lengths of rows and root", async () => {
    const small = await flTrust()(
      updateMatrix([
        [1e-38, 2e-38],
        [3e38, 1e38],
      ]),
      origin,
      Float32Array.of(1e-3, 1e-3),
    );
    // 3/√10 and 4/√20
    expect(small.kept).toBeAllClose([3 / Math.sqrt(10), 4 / Math.sqrt(20)]);
    const large = await flTrust()(
      updateMatrix([
        [1, 2],
        [3, 1],
      ]),
      origin,
      Float32Array.of(1e30, 1e30),
    );
    expect(large.kept).toBeAllClose([3 / Math.sqrt(10), 4 / Math.sqrt(20)]);
  });

  test("returns zero with a warning when no row points in the root's direction", async () => {
    for (const [rows, own] of [
      [
        [
          [-1, -2],
          [0, 0],
        ],
        root,
      ],
      [
        [
          [1, 2],
          [3, 4],
        ],
        origin,
      ],
    ] as const) {
      const { aggregate, kept, warnings } = await flTrust()(updateMatrix(rows), origin, own);
      expect(Array.from(aggregate)).toEqual([0, 0]);
      expect(kept).toBeAllClose([0, 0]);
      expect(warnings).toEqual([
        "flTrust: no update points in the root's direction, so the aggregate is zero",
      ]);
    }
  });

  test("throws without a root, and for a root longer than float32 allows", async () => {
    await expect(flTrust()(updateMatrix([[1, 2]]), origin)).rejects.toThrow(
      new RangeError("flTrust: the coordinator's own update must be given as root, got none"),
    );
    const long = flTrust()(updateMatrix([[1, 2]]), origin, Float32Array.of(3e38, 3e38));
    await expect(long).rejects.toThrow(
      /^flTrust: the root's length must be at most 3.40\d+e\+38, got 4.24\d+e\+38$/,
    );
  });
});
