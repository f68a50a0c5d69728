import { AggregatorConfig, AttackConfig, PreAggregatorConfig } from "@honest-majority/protocol";
import { stream } from "@honest-majority/random";
import { plainPasses } from "@honest-majority/robust";
import { describe, expect, test } from "vitest";
import { type AttackContext, armTruth, vectorOfAttack } from "./truth";

const rows = (...values: number[][]) => values.map((row) => Float32Array.from(row));

/** A motion tracker that measures nothing. */
const still = () => ({ turned: null, moved: null });

const context = (attack: unknown, more: Partial<AttackContext> = {}): AttackContext => ({
  attack: AttackConfig.parse(attack),
  m: 3,
  f: 1,
  attackRandom: stream(1, "attack"),
  pipeline: { aggregator: AggregatorConfig.parse("mean") },
  previous: Float32Array.of(0, 0),
  expectedByzantine: 1,
  random: () => stream(1, "stage"),
  passes: plainPasses,
  ...more,
});

describe("vectorOfAttack", () => {
  test("computes the vector from mean and deviation of the honest rows, and from m, f and their number", async () => {
    // mean (2, 0); deviation with ddof 1: √((1 + 1)/1) = √2
    const honest = rows([1, 0], [3, 0]);
    const vector = (attack: unknown, more: Partial<AttackContext> = {}) =>
      vectorOfAttack(honest, context(attack, more));
    expect(await vector({ kind: "alie", z: 1 })).toEqual(Float32Array.of(2 - Math.SQRT2, 0));
    expect(await vector({ kind: "foe", epsilon: 0.5 })).toEqual(Float32Array.of(-1, -0));
    expect(await vector({ kind: "modelNegation", factor: 3 })).toEqual(Float32Array.of(-12, -0));
    // m = 3, f = 1: s = ⌊3/2 + 1⌋ − 1 = 1, (3 − 1 − 1)/(3 − 1) = ½, z = 0; m = 8, f = 2: s = 3, z = Φ⁻¹(½) again
    expect((await vector("alie"))[0]).toBeCloseTo(2, 5);
    // m = 9, f = 3: s = 2, Φ⁻¹(4/6) = 0.430727
    expect((await vector("alie", { m: 9, f: 3 }))[0]).toBeCloseTo(2 - 0.430727 * Math.SQRT2, 5);
  });

  test("computes a strength that is left open from the honest rows, but not one that is set", async () => {
    // minSum: distances 8 apart, the sum is 64; from the mean (1, 2) 16 + 16; p = −std = −(√32, 0), γ = √(32/(2·32))
    const honest = rows([-3, 2], [5, 2]);
    const first = async (attack: unknown) => (await vectorOfAttack(honest, context(attack)))[0];
    expect(await first("minSum")).toBeCloseTo(1 - Math.sqrt(0.5) * Math.sqrt(32), 5);
    expect(await first({ kind: "minSum", gamma: 1 })).toBeCloseTo(1 - Math.sqrt(32), 5);
  });

  test("optimizes an attack against the arm's rule, with its last aggregate and the number of attackers", async () => {
    const honest = rows([1, 2], [2, 1], [3, 3]);
    /** ε of −ε·mean, whose mean is (2, 2). */
    const strength = async (rule: unknown, more: Partial<AttackContext> = {}) => {
      const pipeline = { aggregator: AggregatorConfig.parse(rule) };
      return (await vectorOfAttack(honest, context("optimizedFoe", { pipeline, ...more })))[0] / -2;
    };
    // against the mean more is always worse, and the search doubles its step to the end
    expect(await strength("mean")).toBe(2 ** 19 - 1);
    // the median of 1, 2, 3 and anything below is 1.5 in both columns, as it is at ε = 0
    expect(await strength("coordinateMedian")).toBe(0);
    // 5 of 8 rows: the attackers are the median
    expect(await strength("coordinateMedian", { f: 5 })).toBe(2 ** 19 - 1);
    // clipping starts from the last aggregate, so another one gives another strength
    const clip = { rule: "centeredClip", tau: 1 };
    const near = await strength(clip);
    expect(await strength(clip, { previous: Float32Array.of(-40, 90) })).not.toBe(near);
  });

  test("runs the pre-aggregators with the rule, and each strength on a new stream", async () => {
    const honest = rows([1, 2], [2, 1], [3, 3], [2, 4]); // mean (2, 2.5)
    let streams = 0;
    const random = () => {
      streams++;
      return stream(1, "stage");
    };
    const strength = async (...preAggregators: unknown[]) => {
      const pipeline = {
        aggregator: AggregatorConfig.parse("mean"),
        preAggregators: preAggregators.map((one) => PreAggregatorConfig.parse(one)),
      };
      return (await vectorOfAttack(honest, context("optimizedFoe", { pipeline, random })))[0] / -2;
    };
    expect(await strength()).toBe(2 ** 19 - 1);
    // beyond the clip's radius more strength does not help; the mean (2, 2.5) is longer than 1, so ε = 1 suffices
    expect(await strength({ kind: "clipping", c: 1 })).toBeLessThan(10);
    streams = 0;
    expect(await strength("bucketing")).toBe(2 ** 19 - 1); // a mean of means of two: the far row is always in one of them
    expect(streams).toBe(20);
  });

  test("copies the row to mimic, or the last row when there are fewer", async () => {
    const honest = rows([1, 0], [3, 5]);
    const row = (worker: number) => vectorOfAttack(honest, context({ kind: "mimic", worker }));
    expect(await row(0)).toEqual(honest[0]);
    expect(await row(0)).not.toBe(honest[0]);
    expect(await row(1)).toEqual(honest[1]);
    expect(await row(9)).toEqual(honest[1]);
  });

  test("returns zeros without an honest row", async () => {
    for (const attack of ["alie", "minMax", "mimic", "optimizedFoe"])
      expect([...(await vectorOfAttack([], context(attack)))].map(Math.abs)).toEqual([0, 0]);
  });

  test("takes strength 0 when the rule refuses so few updates", async () => {
    const pipeline = { aggregator: AggregatorConfig.parse("trimmedMean") };
    const refused = context("optimizedAlie", { pipeline, expectedByzantine: 2 });
    expect(await vectorOfAttack(rows([1, 2]), refused)).toEqual(Float32Array.of(1, 2));
  });
});

describe("armTruth", () => {
  test("returns the aggregate's distance from the honest mean as the error", () => {
    // (3, 4) away from (2, 0)
    expect(armTruth(Float32Array.of(5, 4), rows([1, 0], [3, 0]), still).error).toBe(5);
  });

  test.each([
    ["no aggregate", undefined, rows([1, 2])],
    ["no honest row", Float32Array.of(1, 2), []],
    ["an honest mean beyond finite", Float32Array.of(1, 2), rows([Number.POSITIVE_INFINITY, 0])],
  ])("returns a null error with %s", (_, aggregate, honest) => {
    expect(armTruth(aggregate, honest, still).error).toBeNull();
  });

  test("returns the honest updates' variance: their squared distances from the mean over workers − 1; null for one worker", () => {
    // mean (2, 3): squared distances 1 + 1, 1 + 9 and 0 + 4, over 2
    const { motion } = armTruth(undefined, rows([1, 2], [3, 6], [2, 1]), still);
    expect(motion).toEqual({ workers: 3, variance: expect.closeTo(8, 5), turned: null, moved: null });
    expect(armTruth(undefined, rows([1, 2]), still).motion?.variance).toBeNull();
    expect(armTruth(undefined, [], still).motion).toBeNull();
  });

  test("returns the norm of the honest mean, also without an aggregate; null when there is no finite mean", () => {
    // mean (3, 4)
    expect(armTruth(undefined, rows([1, 6], [5, 2]), still).honestNorm).toBe(5);
    expect(armTruth(Float32Array.of(1, 2), [], still).honestNorm).toBeNull();
    const infinite = rows([Number.POSITIVE_INFINITY, 0]);
    expect(armTruth(Float32Array.of(1, 2), infinite, still).honestNorm).toBeNull();
  });

  test("calls the motion with the honest mean, or with undefined when there is none", () => {
    const means: unknown[] = [];
    const motion = (mean: Float32Array | undefined) => {
      means.push(mean);
      return { turned: 7, moved: 9 };
    };
    expect(armTruth(undefined, rows([1, 2], [3, 2]), motion).motion).toMatchObject({ turned: 7, moved: 9 });
    armTruth(undefined, [], motion);
    expect(means).toEqual([Float32Array.of(2, 2), undefined]);
  });
});
