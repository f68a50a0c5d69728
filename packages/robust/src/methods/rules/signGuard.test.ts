import "@honest-majority/testing";
import { stream } from "@honest-majority/random";
import { describe, expect, test } from "vitest";
import { updateMatrix } from "../../passes/plain/updateMatrix";
import { signGuard } from "./signGuard";

const origin = new Float32Array(4);
// lengths 10, 5, 10, 50, 10, 0.5, 10; all but the fifth with three plus signs and one minus
const rows = [
  [1, 3, 9, -3],
  [1, 2, 2, -4],
  [9, -3, 3, 1],
  [10, 20, -20, 40],
  [-9, -3, 3, -1],
  [0.1, 0.2, -0.2, 0.4],
  [-5, 5, 5, 5],
];

describe("signGuard", () => {
  test("averages the rows of ordinary length and ordinary signs, clipped to the median length", async () => {
    const { aggregate, kept, warnings } = await signGuard({ share: 1 })(updateMatrix(rows), origin);
    // the median is 10: 50 is too long, 0.5 too short, and the fifth has the opposite signs
    expect(kept).toBeAllClose([1, 1, 1, 0, 0, 0, 1]);
    expect(aggregate).toBeAllClose([6 / 4, 7 / 4, 19 / 4, -1 / 4]);
    expect(warnings).toEqual([]);
  });

  test("measures lower and upper in median lengths, and clips the rows that pass to one", async () => {
    const wide = await signGuard({ share: 1, lower: 0.05, upper: 5 })(updateMatrix(rows), origin);
    expect(wide.kept).toBeAllClose([1, 1, 1, 0.2, 0, 1, 1]);
    const narrow = await signGuard({ share: 1, lower: 0.6, upper: 1 })(updateMatrix(rows), origin);
    expect(narrow.kept).toBeAllClose([1, 0, 1, 0, 0, 0, 1]);
  });

  test("uses only the drawn columns, the same ones for the same stream", async () => {
    // the first 36 of 40 columns are the same for all rows; only the last four set the third row apart, if they are drawn
    const wide = Array.from({ length: 5 }, (_, i) =>
      Array.from({ length: 40 }, (_, j) => (j >= 36 && i === 2 ? -1 : 1 + ((i + j) % 3))),
    );
    const found = async (share: number, seed: number) =>
      (await signGuard({ share }, { random: stream(seed) })(updateMatrix(wide), new Float32Array(40)))
        .kept[2];
    const seeds = Array.from({ length: 40 }, (_, seed) => seed);
    const missed = (await Promise.all(seeds.map((seed) => found(0.1, seed)))).filter(
      (kept) => kept > 0,
    ).length;
    // a draw of four of 40 columns misses all last four with probability (36·35·34·33)/(40·39·38·37) = 0.64
    expect(missed).toBeGreaterThan(15);
    expect(missed).toBeLessThan(36);
    expect(await found(1, 0)).toBe(0);
    expect(await found(0.1, 7)).toBe(await found(0.1, 7));
  });

  test("draws at least one column, however small the share", async () => {
    const { kept } = await signGuard({ share: 1e-12 }, { random: stream(1) })(updateMatrix(rows), origin);
    expect(kept.slice(0, 2)).toBeAllClose([1, 1]);
  });

  test("averages all rows, clipped, with a warning when none passes both filters", async () => {
    // four rows of length 1 and half plus signs, then 50, 50, 40, 50 and 30 with plus signs only
    const split = [
      [0.6, -0.8],
      [-0.8, 0.6],
      [0.6, -0.8],
      [-0.8, 0.6],
      [30, 40],
      [40, 30],
      [24, 32],
      [30, 40],
      [18, 24],
    ];
    const { kept, warnings } = await signGuard({ share: 1, upper: 1, lower: 1 })(
      updateMatrix(split),
      new Float32Array(2),
    );
    // the median is 30, and only the last row has that length
    expect(kept.filter((part) => part > 0)).toHaveLength(1);
    expect(warnings).toEqual([]);
    const none = await signGuard({ share: 1, upper: 1, lower: 1 })(
      updateMatrix(split.slice(0, 8)),
      new Float32Array(2),
    );
    // the median is 20.5, between 1 and 40, and no row has that length
    expect(none.kept).toBeAllClose([1, 1, 1, 1, 0.41, 0.41, 20.5 / 40, 0.41]);
    expect(none.warnings).toEqual(["signGuard: no update passed both filters, so all are averaged, clipped"]);
  });

  test("handles zero rows like others", async () => {
    const zeros = Array.from({ length: 3 }, () => [0, 0]);
    const { aggregate, kept } = await signGuard({ share: 1 })(
      updateMatrix([...zeros, [3, 4]]),
      new Float32Array(2),
    );
    expect(Array.from(aggregate)).toEqual([0, 0]);
    expect(kept).toBeAllClose([1, 1, 1, 0]);
  });

  test("rejects options out of range, and a draw without a stream", async () => {
    expect(() => signGuard({ lower: 1.5 })).toThrow("signGuard: lower must be in [0, 1], got 1.5");
    expect(() => signGuard({ upper: 0.5 })).toThrow("signGuard: upper must be >= 1, got 0.5");
    expect(() => signGuard({ share: 0 })).toThrow("signGuard: share must be in (0, 1], got 0");
    await expect(signGuard()(updateMatrix(rows), origin)).rejects.toThrow(
      new RangeError("signGuard: random must be given to draw 1 of 4 columns, got none"),
    );
  });
});
