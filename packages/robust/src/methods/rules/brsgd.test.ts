import "@honest-majority/testing";
import { describe, expect, test } from "vitest";
import { updateMatrix } from "../../passes/plain/updateMatrix";
import { brsgd } from "./brsgd";

const origin = new Float32Array(3);
/*
 * Column means 0.5, 1.25, 2. Majorities: the first three rows (above); all but the third (below); a tie, so above.
 * Scores 3, 3, 1, 1. Coordinate median (1.5, 0.5, 2); l1 distances to it 5, 5, 9, 8.
 */
const rows = [
  [1, -2, 4],
  [3, 0, 5],
  [2, 6, -1],
  [-4, 1, 0],
];

describe("brsgd", () => {
  test("averages the half of the rows that most often side with the majority", async () => {
    const { aggregate, kept, scores, warnings } = await brsgd()(updateMatrix(rows), origin);
    expect(aggregate).toBeAllClose([2, -1, 4.5]);
    expect(kept).toBeAllClose([1, 1, 0, 0]);
    expect(scores).toBeAllClose([3, 3, 1, 1]);
    expect(warnings).toEqual([]);
  });

  test("keeps more rows when keep is larger, and gives a tie to the row nearer to the median", async () => {
    const { aggregate, kept } = await brsgd({ keep: 0.75 })(updateMatrix(rows), origin);
    // the third and fourth rows score 1, at distances 9 and 8
    expect(kept).toBeAllClose([1, 1, 0, 1]);
    expect(aggregate).toBeAllClose([0, -1 / 3, 3]);
  });

  test("drops a row farther from the median than the threshold, even if its score is high", async () => {
    const { kept } = await brsgd({ keep: 0.75, threshold: 7.9 })(updateMatrix(rows), origin);
    expect(kept).toBeAllClose([1, 1, 0, 0]);
    const exactly = await brsgd({ keep: 0.75, threshold: 8 })(updateMatrix(rows), origin);
    expect(exactly.kept).toBeAllClose([1, 1, 0, 1]);
  });

  test("sets the threshold to twice the median distance by default", async () => {
    // one column 0 1 2 3 11, median 2, distances 2 1 0 1 9, so 2𝔗 = 2; mean 3.4, so the four values below it are the majority
    const { aggregate, kept } = await brsgd({ keep: 1 })(updateMatrix([[0], [1], [2], [3], [11]]), origin);
    expect(kept).toBeAllClose([1, 1, 1, 1, 0]);
    expect(aggregate).toBeAllClose([1.5]);
  });

  test("returns the coordinate median with a warning when no row passes both tests", async () => {
    const { aggregate, warnings } = await brsgd({ threshold: 4.9 })(updateMatrix(rows), origin);
    expect(aggregate).toBeAllClose([1.5, 0.5, 2]);
    expect(warnings).toEqual([
      "brsgd: no update passed both tests, so the aggregate is the coordinate median",
    ]);
  });

  test("keeps ⌈keep·m⌉ rows, without one more from a rounding error", async () => {
    // in doubles 0.56 · 25 is 14.000000000000002
    const same = Array.from({ length: 25 }, () => [1, 2, 3]);
    const { kept } = await brsgd({ keep: 0.56 })(updateMatrix(same), origin);
    expect(kept.filter((share) => share === 1)).toHaveLength(14);
  });

  test("rejects options out of range and names the bound", () => {
    expect(() => brsgd({ keep: 0 })).toThrow("brsgd: keep must be in (0, 1], got 0");
    expect(() => brsgd({ threshold: -1 })).toThrow('brsgd: threshold must be "auto" or > 0, got -1');
  });
});
