import { stream } from "@honest-majority/random";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { smallestDiameter } from "./smallestDiameter";

function symmetric(m: number, distance: (i: number, j: number) => number): Float64Array {
  const squares = new Float64Array(m * m);
  for (let i = 1; i < m; i++)
    for (let j = 0; j < i; j++) squares[i * m + j] = squares[j * m + i] = distance(i, j);
  return squares;
}

/** All subsets of this size, in the order of their indices. */
function subsets(m: number, size: number, from = 0): number[][] {
  if (size === 0) return [[]];
  return Array.from({ length: m - from }, (_, k) => from + k).flatMap((first) =>
    subsets(m, size - 1, first + 1).map((rest) => [first, ...rest]),
  );
}

const diameter = (squares: Float64Array, m: number, rows: readonly number[]) =>
  Math.max(...rows.flatMap((i) => rows.map((j) => squares[i * m + j])));

describe("smallestDiameter", () => {
  test("finds the subset that trying all finds, including the first of equal ones", () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 9 })
          .chain((m) => fc.record({ m: fc.constant(m), f: fc.nat(m - 1), seed: fc.nat() })),
        fc.integer({ min: 1, max: 40 }),
        ({ m, f, seed }, levels) => {
          const random = stream(seed);
          const squares = symmetric(m, () => random.int(levels)); // few levels: many ties
          const all = subsets(m, m - f);
          const lengths = all.map((rows) => diameter(squares, m, rows));
          const first = all[lengths.indexOf(Math.min(...lengths))];
          expect(smallestDiameter(squares, m, f)).toEqual({ rows: first, exact: true });
        },
      ),
      { numRuns: 500 },
    );
  });

  test("drops 31 of 64 rows exactly, for arbitrary distances", () => {
    for (const degree of [2, 3, 4, 6, 20]) {
      const random = stream(degree);
      // any distances between 1 and 2 meet the triangle inequality
      const squares = symmetric(64, () => (random.uniform() < degree / 63 ? 4 : 1 + random.uniform()));
      const { rows, exact } = smallestDiameter(squares, 64, 31);
      expect(exact, `degree ${degree}`).toBe(true);
      expect(rows).toHaveLength(33);
    }
  });

  test("drops the outer end of the longest pair repeatedly when the branches run out", () => {
    const at = [0, 1, 3, 9, -20, 4];
    const squares = symmetric(6, (i, j) => (at[i] - at[j]) ** 2);
    // −20 and 9 are farthest apart, and −20 farther from the rest; then 0 and 9
    expect(smallestDiameter(squares, 6, 2, 0)).toEqual({ rows: [0, 1, 2, 5], exact: false });
  });
});
