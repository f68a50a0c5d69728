import { AggregatorConfig, AttackConfig, PreAggregatorConfig } from "@honest-majority/protocol";
import { stream } from "@honest-majority/random";
import { plainPasses } from "@honest-majority/robust";
import { describe, expect, test } from "vitest";
import { armKnowledge, armTruth, type KnowledgeContext } from "./truth";

const rows = (...values: number[][]) => values.map((row) => Float32Array.from(row));

/** A motion that knows nothing. */
const still = () => ({ turned: null, moved: null });

const context = (attack: unknown, more: Partial<KnowledgeContext> = {}): KnowledgeContext => ({
  attack: AttackConfig.parse(attack),
  f: 1,
  pipeline: { aggregator: AggregatorConfig.parse("mean") },
  previous: Float32Array.of(0, 0),
  expectedByzantine: 1,
  random: () => stream(1, "stage"),
  passes: plainPasses,
  ...more,
});

describe("armKnowledge", () => {
  test("returns mean and deviation of the honest rows, and nothing more for an attack that needs no more", async () => {
    // mean (2, 0); deviation with ddof 1: √((1 + 1)/1) = √2
    const known = await armKnowledge(rows([1, 0], [3, 0]), context("alie"));
    expect(known).toEqual({
      mean: Float32Array.of(2, 0),
      std: Float32Array.of(Math.SQRT2, 0),
      strength: null,
    });
  });

  test("computes a strength that is left open from the honest rows, but not one that is set", async () => {
    // minSum: distances 8 apart, the sum is 64; from the mean (1, 2) 16 + 16; p = −std = −(√32, 0)
    const honest = rows([-3, 2], [5, 2]);
    expect((await armKnowledge(honest, context("minSum"))).strength).toBeCloseTo(Math.sqrt(32 / (2 * 32)), 6);
    expect((await armKnowledge(honest, context({ kind: "minSum", gamma: 1 }))).strength).toBeNull();
  });

  test("optimizes an attack against the arm's rule, with its last aggregate and the number of attackers", async () => {
    const honest = rows([1, 2], [2, 1], [3, 3]);
    const strength = async (rule: unknown, more: Partial<KnowledgeContext> = {}) => {
      const pipeline = { aggregator: AggregatorConfig.parse(rule) };
      return (await armKnowledge(honest, context("optimizedFoe", { pipeline, ...more }))).strength!;
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
    const honest = rows([1, 2], [2, 1], [3, 3], [2, 4]);
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
      return (await armKnowledge(honest, context("optimizedFoe", { pipeline, random }))).strength!;
    };
    expect(await strength()).toBe(2 ** 19 - 1);
    // beyond the clip's radius more strength does not help; the mean (2, 2.5) is longer than 1, so ε = 1 suffices
    expect(await strength({ kind: "clipping", c: 1 })).toBeLessThan(10);
    streams = 0;
    expect(await strength("bucketing")).toBe(2 ** 19 - 1); // a mean of means of two: the far row is always in one of them
    expect(streams).toBe(20);
  });

  test("returns the row to mimic, or the last row when there are fewer", async () => {
    const honest = rows([1, 0], [3, 5]);
    const row = async (worker: number) =>
      (await armKnowledge(honest, context({ kind: "mimic", worker }))).mimicked;
    expect(await row(0)).toEqual(honest[0]);
    expect(await row(0)).not.toBe(honest[0]);
    expect(await row(1)).toEqual(honest[1]);
    expect(await row(9)).toEqual(honest[1]);
  });

  test("returns zeros and strength 0 without an honest row", async () => {
    const nothing = Float32Array.of(0, 0);
    const known = { mean: nothing, std: nothing };
    expect(await armKnowledge([], context("alie"))).toEqual({ ...known, strength: null });
    expect(await armKnowledge([], context("minMax"))).toEqual({ ...known, strength: 0 });
    expect(await armKnowledge([], context("mimic"))).toEqual({ ...known, strength: null, mimicked: nothing });
  });

  test("returns strength 0 when the rule refuses so few updates", async () => {
    const pipeline = { aggregator: AggregatorConfig.parse("trimmedMean") };
    const known = await armKnowledge(
      rows([1, 2]),
      context("optimizedAlie", { pipeline, expectedByzantine: 2 }),
    );
    expect(known.strength).toBe(0);
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
