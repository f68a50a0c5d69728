import "@honest-majority/testing";
import { describe, expect, test } from "vitest";
import { updateMatrix } from "../../passes/plain/updateMatrix";
import { trimmedMean } from "./trimmedMean";

const origin = new Float32Array(3);
const rows = [
  [1, -2, 4],
  [3, 0, 5],
  [2, 6, -1],
  [-4, 1, 0],
  [0, 3, 9],
];

describe("trimmedMean", () => {
  test("averages each column without its f smallest and f largest values", async () => {
    // sorted: −4 0 1 2 3; −2 0 1 3 6; −1 0 4 5 9
    const once = await trimmedMean({ f: 1 })(updateMatrix(rows), origin);
    expect(once.aggregate).toBeAllClose([1, 4 / 3, 3]);
    expect(once.kept).toBeAllClose([2 / 3, 2 / 3, 1 / 3, 2 / 3, 2 / 3]);
    const twice = await trimmedMean({ f: 2 })(updateMatrix(rows), origin);
    expect(twice.aggregate).toBeAllClose([1, 1, 4]);
  });

  test("f + 1 attackers break it", async () => {
    const { aggregate } = await trimmedMean({ f: 1 })(
      updateMatrix([
        [1, 2, 3],
        [1, 2, 3],
        [1, 2, 3],
        [3e9, 3e9, 3e9],
        [3e9, 3e9, 3e9],
      ]),
      origin,
    );
    // one of the two attackers stays: (1 + 1 + 3e9)/3
    expect(aggregate[0]).toBeGreaterThan(9e8);
  });

  test("throws unless m > 2f", async () => {
    await expect(trimmedMean({ f: 3 })(updateMatrix(rows), origin)).rejects.toThrow(
      new RangeError("trimmedMean: m must be > 2f, got m = 5, f = 3"),
    );
    expect(() => trimmedMean({ f: 0.5 })).toThrow("trimmedMean: f must be an integer >= 0, got 0.5");
  });
});
