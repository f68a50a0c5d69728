import "@honest-majority/testing";
import { expect, test } from "vitest";
import { updateMatrix } from "../../passes/plain/updateMatrix";
import { bulyan } from "./bulyan";

const origin = new Float32Array(2);

test("picks by Krum one at a time, then averages what is near the picked ones' median", async () => {
  const rows = [1, 0, 7, 8, 3, 6, 2].map((t) => [t, 2 * t]);
  // squared distances are 5Δt², so t decides. Of 7 rows with 4 neighbours 2 has the lowest score, 1+1+4+16; of
  // 6 with 3 it is 6: 1+4+9; of 5 with 2 it is 1: 1+4; of 0 7 8 3 with 1 it is 7, before 8; of 0 8 3 it is 0, before 3.
  // Once for all, the five lowest were 2 3 6 1 7. Of 2 6 1 7 0 the three nearest to their median 2 are 2 1 0.
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

test("below 4f + 3 rows it answers by one neighbour and one value at least, and warns", async () => {
  // Krum's own fixture: 6 6 6 3 187 picks the fourth; then 4 5 4 89 the first; then 5 5 89 the second; medians 1 and 1
  const { aggregate, kept, warnings } = await bulyan({ f: 1 })(updateMatrix(few), origin);
  expect(aggregate).toBeAllClose([1, 1]);
  expect(kept).toBeAllClose([1, 1, 0, 1, 0]);
  expect(warnings).toEqual(["bulyan with f = 1 promises nothing below 7 updates, 5 are here"]);
});

test("without a row to pick, it says so", async () => {
  await expect(bulyan({ f: 3 })(updateMatrix(few), origin)).rejects.toThrow(
    new RangeError("bulyan: m must be > 2f, got m = 5, f = 3"),
  );
});
