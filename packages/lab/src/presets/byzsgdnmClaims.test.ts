import { describe, expect, test } from "vitest";
import type { Entry } from "../sweep/summary";
import {
  attackCosts,
  bestBatchDoesNotShrink,
  bestBatchGrows,
  bothAreAtChance,
  largeBatchesDrop,
  largerBatchIsBetter,
  normalizedDropsLess,
  normalizedIsAhead,
  normalizedIsAheadAtLargest,
  normalizedIsComparable,
  smallBatchIsBetter,
} from "./byzsgdnmClaims";
import { entryAtPlace } from "./entry.cases";

/** An entry of three seeds with these accuracies in percent. */
function entry(place: Record<string, unknown>, ...percents: number[]): Entry {
  return entryAtPlace(
    { rule: "krum", ...place },
    percents.map((percent) => percent / 100),
  );
}
const krum = { rule: "krum" };

describe("bestBatchGrows", () => {
  const calm = [entry({ B: 16, delta: 0 }, 95, 95.2, 95.1), entry({ B: 64, delta: 0 }, 94, 94.1, 94.3)];
  const growing = [
    ...calm,
    entry({ B: 16, delta: 0.375 }, 80, 81, 80.5),
    entry({ B: 64, delta: 0.375 }, 90, 90.4, 91),
  ];

  test("holds when a larger B is better under the attack, and worse without it, beyond noise", () => {
    expect(bestBatchGrows(growing, krum)).toMatchObject({ outcome: "holds" });
    // differences under the attack: 10, 9.4, 10.5
    expect(bestBatchGrows(growing, krum).measured).toMatch(
      /^best B 16, 64; B = 64 against B = 16; margin 9\.97 ± 0\.55 over 3 seeds at δ = 0\.375/,
    );
  });

  test("fails when every larger B is worse under the attack too", () => {
    const reversed = [
      ...calm,
      entry({ B: 16, delta: 0.375 }, 95.3, 94.9, 95.1),
      entry({ B: 64, delta: 0.375 }, 93.7, 93.5, 93.6),
    ];
    expect(bestBatchGrows(reversed, krum)).toMatchObject({ outcome: "fails" });
  });

  test("is within noise when the seeds disagree, and untestable when no larger B was tried", () => {
    const noisy = [
      ...calm,
      entry({ B: 16, delta: 0.375 }, 90, 92, 91),
      entry({ B: 64, delta: 0.375 }, 91, 91, 91.5),
    ];
    expect(bestBatchGrows(noisy, krum)).toMatchObject({ outcome: "noise" });
    const edge = growing.map((one) => ({
      ...one,
      place: { ...one.place, B: one.place.B === 16 ? 256 : one.place.B },
    }));
    expect(bestBatchGrows(edge, krum)).toMatchObject({ outcome: "untestable" });
  });
});

test("largeBatchesDrop compares the largest B with the best of the others without attack", () => {
  const table = [entry({ B: 16, delta: 0 }, 95, 95.2, 95.1), entry({ B: 64, delta: 0 }, 94, 94.1, 94.3)];
  expect(largeBatchesDrop(table, krum)).toMatchObject({ outcome: "holds" });
  const reversed = [entry({ B: 16, delta: 0 }, 94, 94.1, 94.3), entry({ B: 64, delta: 0 }, 95, 95.2, 95.1)];
  expect(largeBatchesDrop(reversed, krum)).toMatchObject({ outcome: "fails" });
});

describe("bestBatchDoesNotShrink", () => {
  const grown = [
    entry({ B: 16, delta: 0 }, 90, 90.2, 90.1),
    entry({ B: 64, delta: 0 }, 94, 94.1, 94.3),
    entry({ B: 16, delta: 0.125 }, 90, 90.4, 90.2),
    entry({ B: 64, delta: 0.125 }, 92, 92.2, 92.5),
  ];

  test("holds when the best B stays better than every smaller one, and shows a reversal", () => {
    expect(bestBatchDoesNotShrink(grown, krum)).toMatchObject({
      outcome: "holds",
      measured: "margin 2.03 ± 0.25 over 3 seeds at δ = 0.125, B = 64 against 16",
    });
    const reversed = [...grown.slice(0, 3), entry({ B: 64, delta: 0.125 }, 80, 80.2, 80.5)];
    expect(bestBatchDoesNotShrink(reversed, krum)).toMatchObject({ outcome: "fails" });
  });

  test("is not testable where no smaller B was tried", () => {
    const small = grown.map((one) => ({ ...one, place: { ...one.place, B: one.place.B === 16 ? 256 : 64 } }));
    expect(bestBatchDoesNotShrink(small, krum)).toMatchObject({ outcome: "untestable" });
  });
});

test("attackCosts compares the best B of each δ", () => {
  const table = [
    entry({ B: 16, delta: 0 }, 95, 95.2, 95.1),
    entry({ B: 64, delta: 0 }, 94, 94.1, 94.3),
    entry({ B: 16, delta: 0.375 }, 80, 81, 80.5),
    entry({ B: 64, delta: 0.375 }, 93, 93.4, 93.1),
  ];
  expect(attackCosts(table, krum)).toMatchObject({
    outcome: "holds",
    measured: expect.stringMatching(/^95\.10 % \(B = 16\), 93\.17 % \(B = 64\); margin 1\.93 /),
  });
  const helped = [...table.slice(0, 3), entry({ B: 64, delta: 0.375 }, 97, 97.4, 97.1)];
  expect(attackCosts(helped, krum)).toMatchObject({ outcome: "fails" });
});

const row = (B: number, m: number[], nm: number[]) => [
  entry({ B, "algorithm.normalized": false }, ...m),
  entry({ B, "algorithm.normalized": true }, ...nm),
];

describe("ByzSGDm against ByzSGDnm", () => {
  // best m at B = 16: 92; best nm at B = 64: 94; at the largest B m 85 and nm 81
  const table = [
    ...row(16, [92, 92.2, 91.8], [90, 90, 90]),
    ...row(64, [91, 91, 91], [94, 94.1, 93.9]),
    ...row(256, [85, 86, 85.5], [81, 81.2, 80.8]),
  ];

  test("normalizedIsAhead compares each one's best over B, paired by seed", () => {
    const { outcome, measured } = normalizedIsAhead(table, krum);
    expect(outcome).toBe("holds");
    // 2, 1.9, 2.1
    expect(measured).toBe("92.00 % (m, B = 16), 94.00 % (nm, B = 64); margin 2.00 ± 0.10 over 3 seeds");
  });

  test("a reversal at the largest B is a failure by itself, although the best is ahead", () => {
    expect(normalizedIsAheadAtLargest(table, krum)).toMatchObject({ outcome: "fails" });
    expect(normalizedIsAheadAtLargest(table, krum).measured).toMatch(/^85\.50 % \(m, B = 256\), 81\.00 % /);
  });

  test("normalizedDropsLess compares the losses from the best B to the largest", () => {
    // m loses 6.5, nm 13
    expect(normalizedDropsLess(table, krum)).toMatchObject({ outcome: "fails" });
  });

  test("normalizedIsComparable allows a difference of so many points to either side", () => {
    expect(normalizedIsComparable(table, krum, 3)).toMatchObject({ outcome: "holds" }); // 2 of 3 points
    expect(normalizedIsComparable(table, krum, 1)).toMatchObject({ outcome: "fails" });
    const behind = row(16, [94, 94.1, 93.9], [92, 92.2, 91.8]);
    expect(normalizedIsComparable(behind, krum, 3)).toMatchObject({ outcome: "holds" });
    expect(normalizedIsComparable(behind, krum, 1)).toMatchObject({ outcome: "fails" });
  });

  test("the smallest B is compared with the best of the others, for both algorithms", () => {
    // m loses a point, nm gains four
    expect(smallBatchIsBetter(table, krum)).toMatchObject({ outcome: "fails" });
    expect(largerBatchIsBetter(table, krum)).toMatchObject({ outcome: "fails" });
    const falling = [...row(16, [94, 94.2, 93.9], [95, 95.2, 95.1]), ...row(64, [90, 90, 90], [91, 91, 91])];
    expect(smallBatchIsBetter(falling, krum)).toMatchObject({ outcome: "holds" });
    expect(largerBatchIsBetter(falling, krum)).toMatchObject({ outcome: "fails" });
    const rising = [...row(16, [90, 90, 90], [91, 91, 91]), ...row(64, [94, 94.2, 93.9], [95, 95.2, 95.1])];
    expect(smallBatchIsBetter(rising, krum)).toMatchObject({ outcome: "fails" });
    expect(largerBatchIsBetter(rising, krum)).toMatchObject({ outcome: "holds" });
  });

  test("bothAreAtChance holds only when the best of each is", () => {
    expect(bothAreAtChance(row(16, [10, 9.8, 10.2], [10, 11, 9]), krum)).toMatchObject({ outcome: "holds" });
    expect(bothAreAtChance(row(16, [10, 9.8, 10.2], [85, 86, 87]), krum)).toMatchObject({ outcome: "fails" });
  });

  test("one seed shows nothing", () => {
    expect(normalizedIsAhead(row(16, [90], [95]), krum)).toMatchObject({
      outcome: "noise",
      measured: "90.00 % (m, B = 16), 95.00 % (nm, B = 16); margin 5.00 with one seed",
    });
  });

  test("seeds that only one of the two has are left out", () => {
    const missing = row(16, [90, 90, 90], [95, 95, 95]).map((one, i) =>
      i === 0 ? { ...one, bySeed: one.bySeed.slice(1) } : one,
    );
    expect(normalizedIsAhead(missing, krum).measured).toMatch(/over 2 seeds$/);
  });
});
