import "@honest-majority/testing";
import { stream } from "@honest-majority/random";
import { describe, expect, test } from "vitest";
import { indicator } from "../../numerics/selection";
import { updateMatrix } from "../../passes/plain/updateMatrix";
import type { PreAggregator } from "../definePreAggregator";
import { arc } from "./arc";
import { bucketing } from "./bucketing";
import { clipping } from "./clipping";
import { nearestNeighborMixing } from "./nearestNeighborMixing";

const rows = [
  [0, 0],
  [1, 2],
  [2, 0],
  [1, 1],
  [9, 7],
];

async function transform(preAggregator: PreAggregator, round = rows) {
  const { updates, shares, warnings } = await preAggregator(updateMatrix(round));
  expect(warnings).toEqual([]);
  const made = Array.from({ length: updates.m }, async (_, i) => [
    ...(await updates.combine(indicator(updates.m, [i]))),
  ]);
  return { rows: await Promise.all(made), shares: [...shares] };
}

describe("pre-aggregators", () => {
  test("nearestNeighborMixing averages each row with those nearest to it, and gives ties to the lower index", async () => {
    // squared distances 01: 5, 02: 4, 03: 2, 04: 130, 12: 5, 13: 1, 14: 89, 23: 2, 24: 98, 34: 100;
    // three nearest for each row: 0 3 2, 1 3 0 (before 2), 2 3 0, 3 1 0 (before 2), 4 1 2
    const mixed = await transform(nearestNeighborMixing({ f: 2 }));
    expect(mixed.rows.flat()).toBeAllClose([1, 1 / 3, 2 / 3, 1, 1, 1 / 3, 2 / 3, 1, 4, 3]);
    const third = 1 / 3;
    const near = [third, 0, third, third, 0];
    const far = [third, third, 0, third, 0];
    expect(mixed.shares).toBeAllClose([...near, ...far, ...near, ...far, 0, third, third, 0, third]);
  });

  test("bucketing averages s rows at a time in the given order, and then the rest", async () => {
    const buckets = await transform(bucketing({ s: 2, permutation: [4, 0, 3, 1, 2] }));
    expect(buckets.rows.flat()).toBeAllClose([4.5, 3.5, 1, 1.5, 2, 0]);
    expect(buckets.shares).toBeAllClose([0.5, 0, 0, 0, 0.5, 0, 0.5, 0, 0.5, 0, 0, 0, 1, 0, 0]);
    const all = await transform(bucketing({ s: 7, permutation: [0, 1, 2, 3, 4] }));
    expect(all.rows.flat()).toBeAllClose([2.6, 2]);
  });

  test("bucketing draws a new order each time, and the same order from the same stream", async () => {
    const sharesOf = async (seed: number) => {
      const twice = bucketing({}, { random: stream(seed) });
      return [(await transform(twice)).shares, (await transform(twice)).shares];
    };
    const [first, second] = await sharesOf(1);
    expect(second).not.toEqual(first);
    expect(await sharesOf(1)).toEqual([first, second]);
    expect((await sharesOf(2))[0]).not.toEqual(first);
  });

  test("clipping shortens rows longer than c and keeps the others", async () => {
    const round = [
      [3, 4],
      [0.6, -0.8],
      [0, 0],
    ];
    const clipped = await transform(clipping({ c: 2.5 }), round);
    expect(clipped.rows.flat()).toBeAllClose([1.5, 2, 0.6, -0.8, 0, 0]);
    expect(clipped.shares).toBeAllClose([0.5, 0, 0, 0, 1, 0, 0, 0, 1]);
    const unset = await transform(clipping(), round);
    expect(unset.rows.flat()).toBeAllClose([0.6, 0.8, 0.6, -0.8, 0, 0]);
  });

  test("arc shortens the ⌊2(f/m)(m−f)⌋ longest rows to the next longest", async () => {
    // lengths 0, √5, 2, √2, √130; f = 1: 8/5, so one, to √5; f = 2: 12/5, so two, to 2
    const one = await transform(arc({ f: 1 }));
    const share = Math.sqrt(5 / 130);
    expect(one.rows.flat()).toBeAllClose([0, 0, 1, 2, 2, 0, 1, 1, 9 * share, 7 * share]);
    const two = await transform(arc({ f: 2 }));
    expect(two.rows[1]).toBeAllClose([2 / Math.sqrt(5), 4 / Math.sqrt(5)]);
    expect(two.rows[2]).toBeAllClose([2, 0]);
    expect(Math.hypot(...two.rows[4])).toBeCloseTo(2, 6);
    expect((await transform(arc({ f: 0 }))).rows).toEqual(rows);
  });

  test("arc makes all rows zero when the next longest is zero", async () => {
    const round = [
      [0, 0],
      [0, 0],
      [5, -6],
    ];
    expect((await transform(arc({ f: 1 }), round)).rows.flat()).toBeAllClose([0, 0, 0, 0, 0, 0]);
  });

  test("invalid options are rejected with the bound in the message", async () => {
    const refused = (preAggregator: PreAggregator, sentence: string) =>
      expect(preAggregator(updateMatrix(rows))).rejects.toThrow(new RangeError(sentence));
    await refused(nearestNeighborMixing({ f: 5 }), "nearestNeighborMixing: m must be > f, got m = 5, f = 5");
    await refused(arc({ f: 5 }), "arc: m must be > f, got m = 5, f = 5");
    const each = "bucketing: permutation must hold each of 0 … 4 once, got";
    await refused(bucketing({ permutation: [0, 1, 2, 3] }), `${each} [0,1,2,3]`);
    await refused(bucketing({ permutation: [0, 1, 2, 2, 4] }), `${each} [0,1,2,2,4]`);
    await refused(bucketing({ permutation: [5, 1, 2, 3, 4] }), `${each} [5,1,2,3,4]`);
    expect(() => bucketing({ s: 0 }, { random: stream(1) })).toThrow(
      "bucketing: s must be an integer >= 1, got 0",
    );
    expect(() => bucketing({})).toThrow(
      "bucketing: a permutation or a random stream must be given, got neither",
    );
    expect(() => clipping({ c: 0 })).toThrow("clipping: c must be > 0, got 0");
  });
});
