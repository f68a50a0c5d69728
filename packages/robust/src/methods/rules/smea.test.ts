import "@honest-majority/testing";
import { stream } from "@honest-majority/random";
import { describe, expect, test } from "vitest";
import { updateMatrix } from "../../passes/plain/updateMatrix";
import { smea } from "./smea";

const origin = new Float32Array(2);
const rows = [
  [0, 0],
  [4, 4],
  [-4, -3],
  [4, 0],
  [0, 3],
];

describe("smea", () => {
  test("averages the m − f rows with the least spread in their widest direction", async () => {
    /*
     * Without one row, the others' scatter xx, yy, xy and its larger root (xx + yy)/2 + √(((xx − yy)/2)² + xy²):
     *   (0,0)   mean (1, 1): 44 30 24 → 37 + √(7² + 24²) = 62     (4,4) mean (0, 0): 32 18 12 → 25 + √193 = 38.9
     *   (−4,−3) mean (2, 1.75): 16 12.75 2 → 14.4 + 2.6 = 17.0    (4,0) mean (0, 1): 32 30 28 → 31 + √785 = 59.0
     *   (0,3)   mean (1, 0.25): 44 24.75 27 → 34.4 + 28.7 = 63.0
     */
    const { aggregate, kept, warnings } = await smea({ f: 1 })(updateMatrix(rows), origin);
    expect(kept).toBeAllClose([1, 1, 0, 1, 1]);
    expect(aggregate).toBeAllClose([2, 1.75]);
    expect(warnings).toEqual([]);
  });

  test("finds the set that dropping the farthest row one by one would miss", async () => {
    /*
     * Along (3, 4) at 10 4 7 1 5 11: from the mean 6.3 the 1 is farthest, from 7.4 then the 11, and 10 4 7 5 scatter
     * 12.25 + 6.25 + 0.25 + 2.25 = 21 about 6.5; but 4 7 1 5 scatter 18.75 about 4.25.
     */
    const line = [10, 4, 7, 1, 5, 11].map((t) => [1 + 3 * t, -2 + 4 * t]);
    const { aggregate, kept } = await smea({ f: 2 })(updateMatrix(line), origin);
    expect(kept).toBeAllClose([0, 1, 1, 1, 1, 0]);
    expect(aggregate).toBeAllClose([13.75, 15]);
  });

  test("is the mean for f = 0", async () => {
    const { aggregate } = await smea({ f: 0 })(updateMatrix(rows), origin);
    expect(aggregate).toBeAllClose([0.8, 0.8]);
  });

  test("drops the farthest row one by one, with a warning, when there are too many sets to search", async () => {
    // 60 rows of noise on a grid, 20 far ones in two places
    const many = Array.from({ length: 80 }, (_, i) =>
      i % 4 === 1 ? [5e3 + 900 * (i % 3), 7e3 - 500 * (i % 3)] : [(i % 7) - 3, ((i * 3) % 11) - 5],
    );
    const { kept, warnings } = await smea({ f: 20 })(updateMatrix(many), origin);
    expect(Array.from(kept)).toEqual(many.map((_, i) => (i % 4 === 1 ? 0 : 1)));
    expect(warnings).toEqual([
      "smea: too many ways to leave 20 of 80 out, so the farthest were left out one by one",
    ]);
  });

  test("warns without an honest majority and throws without an honest row", async () => {
    const { warnings } = await smea({ f: 3 })(updateMatrix(rows), origin);
    expect(warnings).toEqual(["smea with f = 3 guarantees nothing below 7 updates, got 5"]);
    await expect(smea({ f: 5 })(updateMatrix(rows), origin)).rejects.toThrow(
      new RangeError("smea: m must be > f, got m = 5, f = 5"),
    );
    expect(() => smea({ f: -1 })).toThrow("smea: f must be an integer >= 0, got -1");
  });

  test("takes the first row when each set holds one row", async () => {
    for (const m of [2, 3, 5, 7]) {
      const random = stream(5, m);
      const rows = Array.from({ length: m }, () => Array.from({ length: 5 }, () => random.normal()));
      const { kept } = await smea({ f: m - 1 })(updateMatrix(rows), new Float32Array(5));
      expect([...kept]).toEqual(rows.map((_, i) => (i === 0 ? 1 : 0)));
    }
  });
});
