import { describe, expect, test } from "vitest";
import { correlation, matchPictures, shareRecovered } from "./matchPictures";

describe("correlation", () => {
  test("does not depend on brightness and contrast, and turns with the sign", () => {
    const a = [1, 2, 4, 3];
    expect(correlation(a, [12, 14, 18, 16])).toBeCloseTo(1, 12); // 10 + 2a
    expect(correlation(a, [-1, -2, -4, -3])).toBeCloseTo(-1, 12);
    // deviations of a: −1.5, −0.5, 1.5, 0.5; of 0 1 1 0: ∓0.5: (0.75 − 0.25 + 0.75 − 0.25)/(√5 · 1)
    expect(correlation(a, [0, 1, 1, 0])).toBeCloseTo(1 / Math.sqrt(5), 12);
  });

  test("is 0 of an even picture and of one that is not finite", () => {
    expect(correlation([1, 2], [3, 3])).toBe(0);
    expect(correlation([1, 2], [Number.NaN, 0])).toBe(0);
    expect(correlation([1, 2], [Number.POSITIVE_INFINITY, 0])).toBe(0);
  });

  test("refuses pictures of two sizes", () => {
    expect(() => correlation([1, 2], [1])).toThrow("both must have 2 pixels, got 1");
  });
});

describe("matchPictures", () => {
  const [a, b, c] = [
    [0, 0, 1, 1],
    [0, 1, 0, 1],
    [1, 0, 0, 1],
  ];

  test("gives each picture the candidate most like it, and each candidate once", () => {
    const nearA = [0, 0.1, 1, 1];
    const matches = matchPictures([a, b], [b, nearA, a]);
    expect(matches).toEqual([
      { candidate: 2, correlation: expect.closeTo(1, 12) },
      { candidate: 0, correlation: expect.closeTo(1, 12) },
    ]);
    // with one candidate, the picture that is more like it gets it
    expect(matchPictures([b, a], [nearA])).toEqual([
      undefined,
      { candidate: 0, correlation: expect.any(Number) },
    ]);
  });

  test("one mixture does not count as two pictures", () => {
    const twins = [a, [0, 0, 1, 0.9]];
    expect(shareRecovered(matchPictures(twins, [a]))).toBe(0.5);
  });

  test("a picture counts as recovered above a correlation of 0.8, not at a weak one", () => {
    const matches = matchPictures([a, b, c], [a, b.map((x, i) => x + 0.9 * a[i])]);
    // b with 0.9a has correlation 1/√(1 + 0.81) = 0.743 with b; c has no candidate left
    expect(matches[1]?.correlation).toBeCloseTo(1 / Math.sqrt(1.81), 12);
    expect(matches[2]).toBeUndefined();
    expect(shareRecovered(matches)).toBeCloseTo(1 / 3, 12);
    expect(shareRecovered([])).toBe(0);
  });
});
