import "@honest-majority/testing";
import { describe, expect, test } from "vitest";
import { updateMatrix } from "../../passes/plain/updateMatrix";
import { bulyan } from "./bulyan";

const origin = new Float32Array(2);

describe("bulyan", () => {
  test("picks by Krum one at a time, then averages the values near the median of the picked rows", async () => {
    const rows = [1, 0, 7, 8, 3, 6, 2].map((t) => [t, 2 * t]);
    // squared distances are 5Δt², so t decides. With 7 rows (4 neighbours) row 2 has the lowest score, 1+1+4+16.
    // With 6 rows (3 neighbours) it is 6: 1+4+9. With 5 (2 neighbours) it is 1: 1+4. Of 0 7 8 3 with 1 neighbour it is
    // 7, before 8. Of 0 8 3 it is 0, before 3.
    // Scored only once, the five lowest would be 2 3 6 1 7. Of 2 6 1 7 0 the three nearest to their median 2 are 2 1 0.
    const { aggregate, kept, warnings } = await bulyan({ f: 1 })(updateMatrix(rows), origin);
    expect(aggregate).toBeAllClose([1, 2]);
    expect(kept).toBeAllClose([1, 1, 1, 0, 0, 1, 1]);
    expect(warnings).toEqual([]);
  });

  const few = [
    [0, 0],
    [1, 2],
    [2, 0],
    [1, 1],
    [9, 7],
  ];

  test("uses at least one neighbour and one value below 4f + 3 rows, and warns", async () => {
    // the fixture of krum.test.ts: scores 6 6 6 3 187 pick the fourth; then 4 5 4 89 the first; then 5 5 89 the second; medians 1 and 1
    const { aggregate, kept, warnings } = await bulyan({ f: 1 })(updateMatrix(few), origin);
    expect(aggregate).toBeAllClose([1, 1]);
    expect(kept).toBeAllClose([1, 1, 0, 1, 0]);
    expect(warnings).toEqual(["bulyan with f = 1 guarantees nothing below 7 updates, got 5"]);
  });

  test("throws when it has no row to pick", async () => {
    await expect(bulyan({ f: 3 })(updateMatrix(few), origin)).rejects.toThrow(
      new RangeError("bulyan: m must be > 2f, got m = 5, f = 3"),
    );
  });
});
