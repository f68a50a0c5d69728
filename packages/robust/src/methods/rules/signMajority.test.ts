import "@honest-majority/testing";
import { describe, expect, test } from "vitest";
import { updateMatrix } from "../../passes/plain/updateMatrix";
import { signMajority } from "./signMajority";

const origin = new Float32Array(4);

describe("signMajority", () => {
  test("gives each coordinate the sign of most rows, and 0 for a tie or a column of zeros", async () => {
    const rows = [
      [0.1, -7, 2, 0],
      [3, -0.2, -5, 0],
      [-1e30, -1, 0, 0],
    ];
    const { aggregate, kept, warnings } = await signMajority()(updateMatrix(rows), origin);
    // + + −;  − − −;  + − 0;  0 0 0
    expect(Array.from(aggregate, (x) => x + 0)).toEqual([1, -1, 0, 0]);
    // the third row's 0 equals the tie's 0; its first sign differs from the majority's
    expect(kept).toBeAllClose([0.75, 0.75, 0.75]);
    expect(warnings).toEqual([]);
  });

  test("does not depend on the size of a row's values", async () => {
    const votes = async (size: number) =>
      (
        await signMajority()(
          updateMatrix([
            [1, 2, -3, 1],
            [2, 1, -1, 5],
            [-size, -size, size, -size],
          ]),
          origin,
        )
      ).aggregate;
    expect(await votes(3e38)).toEqual(await votes(1e-38));
    expect(await votes(1)).toEqual(Float32Array.of(1, 1, -1, 1));
  });

  test("kept is low for a row that votes against the others", async () => {
    const rows = [
      [1, 2, -3, 1],
      [2, 1, -1, 5],
      [-1, -4, 2, 6],
    ];
    const { kept } = await signMajority()(updateMatrix(rows), origin);
    expect(kept).toBeAllClose([1, 1, 0.25]);
  });
});
