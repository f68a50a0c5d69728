import { describe, expect, test } from "vitest";
import { claims } from "./claims";
import type { SizeTimes } from "./measure";

const times = (fromMemory: number, fromLastRow: number) => ({ fromMemory, fromLastRow });
const size: SizeTimes = {
  m: 20,
  d: 61706,
  read: 0.2,
  copies: 1,
  numpy: { version: "2", product: 1 },
  byzfl: { version: "0.0.11" },
  rules: [
    { rule: "coordinateMedian", f: 4, simd: times(2, 1), read: 0.2, plain: 8, numpy: 20 },
    { rule: "trimmedMean", f: 4, simd: times(2, 1), read: 0.2, plain: 8, numpy: 3 },
    { rule: "krum", f: 4, simd: times(4, 0.5), read: 0.2, plain: 8 },
    { rule: "geometricMedian", f: 4, simd: times(9, 2.5), read: 0.2, plain: 8 },
    { rule: "centeredClip", f: 4, simd: times(1, 1), read: 0.2, plain: 8, numpy: 2 },
    { rule: "monna", f: 4, simd: times(1, 1), read: 0.2, plain: 8, numpy: 0.9 },
    { rule: "brsgd", f: 4, simd: times(2, 2), read: 0.2, plain: 8 },
  ],
};

describe("claims", () => {
  test("checks each claim against the times", () => {
    const growth = { m: [8, 16], ms: [1, 2] };
    const found = claims(
      [size],
      [
        { ...growth, rule: "brsgd", exponent: 1.25 },
        { ...growth, rule: "krum", exponent: 1.9 },
      ],
    );
    // 20/2 = 10 >= 8; 3/2 < 2; 2/1 >= 1; 0.9/1 < 1; 0.5/0.2 = 2.5 <= 3; 2.5/0.2 = 12.5 > 12; 1/0.2 = 5; 2/0.2 = 10; 9 ms > 8 ms
    expect(found.map(({ holds, found }) => [holds, found])).toEqual([
      [true, "10.0"],
      [false, "1.5"],
      [true, "2.0"],
      [false, "0.9"],
      [true, "2.5"],
      [false, "12.5"],
      [true, "5.0"],
      [true, "10.0"],
      [false, "1.25"],
      [true, "1.90"],
      [false, "geometricMedian"],
    ]);
  });

  test("makes no claims about rules and sizes without times", () => {
    const [, trimmed] = size.rules;
    expect(claims([{ ...size, rules: [trimmed] }], []).map(({ claim }) => claim)).toEqual([
      "NumPy's faster trimmed mean takes at least 2 times as long",
      "no rule is slower than the plain passes at m = 20, d = 61706",
    ]);
    expect(claims([{ ...size, m: 8 }], [])).toHaveLength(1);
    const withoutNumpy = size.rules.map(({ numpy, ...rule }) => rule);
    const claimed = claims([{ ...size, rules: withoutNumpy }], []).map(({ claim }) => claim);
    expect(claimed.filter((claim) => claim.includes("NumPy"))).toEqual([]);
    expect(claimed).toHaveLength(5);
  });

  test("compares ByzFL's faster backend with ours from the last row, and the results", () => {
    const rules = [
      { ...size.rules[0], byzfl: { numpy: 30, torch: 4.9, difference: 1e-6 } },
      { ...size.rules[4], byzfl: { numpy: 2.1, difference: 2e-5 } },
      { ...size.rules[5], byzfl: { torch: 1 } },
      { ...size.rules[5], rule: "arc + mean", byzfl: { torch: 0.1, difference: 0 } },
    ];
    // 4.9/1 < 5; 2.1/1 >= 2; 1/1 >= 1; a pre-aggregator claims no speed; 1e-6 and 0 <= 1e-5 < 2e-5
    const found = claims([{ ...size, rules }], []).filter(({ claim }) => claim.startsWith("ByzFL"));
    expect(found.map(({ claim, holds }) => [claim, holds])).toEqual([
      ["ByzFL's faster coordinateMedian takes at least 5 times as long as ours from the last row", false],
      ["ByzFL's coordinateMedian and ours agree to 0.00001", true],
      ["ByzFL's faster centeredClip takes at least 2 times as long as ours from the last row", true],
      ["ByzFL's centeredClip and ours agree to 0.00001", false],
      ["ByzFL's faster monna takes at least as long as ours from the last row", true],
      ["ByzFL's arc + mean and ours agree to 0.00001", true],
    ]);
  });
});
