import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isRight, LEAF, sumSteps } from "./sumTree";

/** Runs the steps on the names of the rows. Known sums are written by the same rule. */
function written(n: number, known: (leaf: number) => number = () => 0): string {
  const places: string[] = [];
  const leafSum = (first: number) => `((${first}+${first + 1})+(${first + 2}+${first + 3}))`;
  const knownSum = (leaf: number, span: number): string =>
    span === 1
      ? leafSum(leaf * LEAF)
      : `(${[knownSum(leaf, span / 2), knownSum(leaf + span / 2, span / 2)].sort().join("+")})`;
  for (const { first, count, terms, place } of sumSteps(n, known)) {
    const own = Array.from({ length: count }, (_, i) => `${first + i}`);
    let sum =
      count === LEAF
        ? leafSum(first)
        : own.reduce((left, right) => (left ? `(${left}+${right})` : right), "");
    for (const term of terms) {
      const other = "step" in term ? places[term.step] : knownSum(term.known, known(term.known));
      sum = sum === "" ? other : `(${[sum, other].sort().join("+")})`; // addition commutes, to the bit
    }
    places[place] = sum;
  }
  return places[0];
}

describe("sumSteps", () => {
  test("puts the largest power of two of the rows first", () => {
    expect(written(1)).toBe("0");
    expect(written(3)).toBe("((0+1)+2)");
    expect(written(4)).toBe("((0+1)+(2+3))");
    expect(written(6)).toBe("(((0+1)+(2+3))+(4+5))");
    expect(written(13)).toBe("((((0+1)+(2+3))+((4+5)+(6+7)))+(((8+9)+(10+11))+12))");
  });

  test("has the same tree whatever is known", () => {
    const known = fc.array(fc.nat({ max: 4 }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), known, (n, exponents) => {
        const leaves = Math.floor(n / LEAF);
        const span = (leaf: number) => {
          const size = 2 ** (exponents[leaf] - 1);
          return size >= 1 && leaf % size === 0 && leaf + size <= leaves ? size : 0;
        };
        expect(written(n, span)).toBe(written(n));
      }),
    );
  });

  test("takes one step when only one leaf is unknown", () => {
    // by leaf; 20 rows are five leaves
    for (const spans of [
      [0, 1, 2, 0, 1],
      [1, 0, 2, 0, 1],
      [2, 0, 0, 1, 1],
      [2, 0, 1, 0, 1],
      [4, 0, 0, 0, 0],
    ]) {
      const known = (leaf: number) => spans[leaf];
      expect(sumSteps(20, known)).toHaveLength(1);
      expect(written(20, known)).toBe(written(20));
    }
  });

  test("refuses a known sum that is no subtree", () => {
    expect(() => sumSteps(16, (leaf) => (leaf === 0 ? 3 : 0))).toThrow("known must cover whole subtrees");
  });
});

test("isRight tells the right half of a subtree", () => {
  expect([0, 1, 2, 3].map((first) => isRight(first, 1))).toEqual([false, true, false, true]);
  expect([0, 2, 4, 6].map((first) => isRight(first, 2))).toEqual([false, true, false, true]);
});
