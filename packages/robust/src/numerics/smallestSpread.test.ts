import { stream } from "@honest-majority/random";
import { describe, expect, test } from "vitest";
import { updateMatrix } from "../passes/plain/updateMatrix";
import { indicator } from "./selection";
import { greedySmallestSpread, smallestSpread } from "./smallestSpread";
import { spreadOf } from "./spread";

const squaresOf = (rows: readonly ArrayLike<number>[]) =>
  updateMatrix(rows).squaredDistances() as Float64Array;

function* subsets(m: number, size: number, from = 0): Generator<number[]> {
  if (size === 0) yield [];
  else
    for (let i = from; i <= m - size; i++) for (const rest of subsets(m, size - 1, i + 1)) yield [i, ...rest];
}

describe("smallestSpread", () => {
  test("finds the set that trying all finds, which the greedy search sometimes misses", () => {
    let misses = 0;
    for (let seed = 0; seed < 60; seed++) {
      const random = stream(seed, "sets");
      const [m, f, d] = [6 + random.int(4), random.int(5), 1 + random.int(4)];
      const rows = Array.from({ length: m }, () => Float32Array.from({ length: d }, () => random.normal()));
      const squares = squaresOf(rows);
      const spread = (set: number[]) => spreadOf(squares, m, indicator(m, set)).top;
      const all = [...subsets(m, m - f)];
      const best = all.reduce((one, other) => (spread(other) < spread(one) ? other : one));
      expect(smallestSpread(squares, m, m - f)).toEqual(best);
      if (greedySmallestSpread(squares, m, m - f).join() !== best.join()) misses++;
    }
    expect(misses).toBeGreaterThan(0);
  });

  test("takes the lexicographically first of equal sets, whatever rounding does", () => {
    // twelve rows with equal spread in all directions: every four of them have the same spread
    const simplex = Array.from({ length: 12 }, (_, i) =>
      Array.from({ length: 12 }, (_, j) => (i === j ? 0.7 : 0.1)),
    );
    expect(smallestSpread(squaresOf(simplex), 12, 4)).toEqual([0, 1, 2, 3]);
    // after the odd row, any two of three copies can be dropped
    const copies = [
      [1, 2],
      [5, -3],
      [1, 2],
      [1, 2],
      [1, 2],
    ];
    expect(smallestSpread(squaresOf(copies), 5, 3)).toEqual([0, 2, 3]);
  });

  test("the greedy search repeatedly drops the row farthest out, the last one of equals", () => {
    // at 0 1 2 3 9 along (3, 4): mean 3, so 9 goes; mean 1.5, both ends reach 1.5
    const line = [0, 9, 1, 2, 3].map((t) => [3 * t, 4 * t]);
    expect(greedySmallestSpread(squaresOf(line), 5, 4)).toEqual([0, 2, 3, 4]);
    expect(greedySmallestSpread(squaresOf(line), 5, 3)).toHaveLength(3);
    expect(greedySmallestSpread(new Float64Array(16), 4, 2)).toEqual([0, 1]);
  });
});
