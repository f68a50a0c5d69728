import "@honest-majority/testing";
import { expect, test } from "vitest";
import { updateMatrix } from "../../passes/plain/updateMatrix";
import { signMajority } from "./signMajority";

const origin = new Float32Array(4);

test("each coordinate gets the sign of most rows, a tie and a column of zeros none", async () => {
  const rows = [
    [0.1, -7, 2, 0],
    [3, -0.2, -5, 0],
    [-1e30, -1, 0, 0],
  ];
  const { aggregate, kept, warnings } = await signMajority()(updateMatrix(rows), origin);
  // + + −;  − − −;  + − 0;  0 0 0
  expect(Array.from(aggregate, (x) => x + 0)).toEqual([1, -1, 0, 0]);
  // the third row's 0 is the tie's; its first sign is not the majority's
  expect(kept).toBeAllClose([0.75, 0.75, 0.75]);
  expect(warnings).toEqual([]);
});

test("how far a row goes changes nothing", async () => {
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

test("kept tells a row that votes against the others", async () => {
  const rows = [
    [1, 2, -3, 1],
    [2, 1, -1, 5],
    [-1, -4, 2, 6],
  ];
  const { kept } = await signMajority()(updateMatrix(rows), origin);
  expect(kept).toBeAllClose([1, 1, 0.25]);
});
