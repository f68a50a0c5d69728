import { AggregatorConfig, AttackConfig, PreAggregatorConfig } from "@honest-majority/protocol";
import { stream } from "@honest-majority/random";
import { plainPasses } from "@honest-majority/robust";
import { expect, test } from "vitest";
import { armKnowledge, armTruth, type KnowledgeContext } from "./truth";

const rows = (...values: number[][]) => values.map((row) => Float32Array.from(row));

/** Nothing to follow. */
const still = () => ({ turned: null, moved: null });

const context = (attack: unknown, more: Partial<KnowledgeContext> = {}): KnowledgeContext => ({
  attack: AttackConfig.parse(attack),
  f: 1,
  pipeline: { aggregator: AggregatorConfig.parse("mean") },
  previous: Float32Array.of(0, 0),
  told: 1,
  random: () => stream(1, "stage"),
  passes: plainPasses,
  ...more,
});

test("the stage hands out mean and deviation of the honest rows, and no more where no more is asked for", async () => {
  // mean (2, 0); deviation with ddof 1: √((1 + 1)/1) = √2
  const known = await armKnowledge(rows([1, 0], [3, 0]), context("alie"));
  expect(known).toEqual({
    mean: Float32Array.of(2, 0),
    std: Float32Array.of(Math.SQRT2, 0),
    strength: null,
  });
});

test("a strength left open is computed from the honest rows, one that is set is not", async () => {
  // minSum: distances 8 apart, the sum is 64; from the mean (1, 2) 16 + 16; p = −std = −(√32, 0)
  const honest = rows([-3, 2], [5, 2]);
  expect((await armKnowledge(honest, context("minSum"))).strength).toBeCloseTo(Math.sqrt(32 / (2 * 32)), 6);
  expect((await armKnowledge(honest, context({ kind: "minSum", gamma: 1 }))).strength).toBeNull();
});

test("the optimized attacks are tried against the arm's own rule, with its own last answer and as many attackers", async () => {
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
  // clipping starts from the last answer: far away on the honest side, only what is shorter than τ tells
  const clip = { rule: "centeredClip", tau: 1 };
  const near = await strength(clip);
  expect(await strength(clip, { previous: Float32Array.of(-40, 90) })).not.toBe(near);
});

test("pre-aggregators are tried with the rule, each strength under a stream from its start", async () => {
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
  // longer than the clip is no worse; the mean (2, 2.5) is longer than 1, so ε = 1 does it
  expect(await strength({ kind: "clipping", c: 1 })).toBeLessThan(10);
  streams = 0;
  expect(await strength("bucketing")).toBe(2 ** 19 - 1); // a mean of means of two, and the far row always in one
  expect(streams).toBe(20);
});

test("who mimics is handed that honest row, or the last where there are fewer", async () => {
  const honest = rows([1, 0], [3, 5]);
  const row = async (worker: number) =>
    (await armKnowledge(honest, context({ kind: "mimic", worker }))).mimicked;
  expect(await row(0)).toEqual(honest[0]);
  expect(await row(0)).not.toBe(honest[0]);
  expect(await row(1)).toEqual(honest[1]);
  expect(await row(9)).toEqual(honest[1]);
});

test("without an honest row nothing is known, and a strength is 0", async () => {
  const nothing = Float32Array.of(0, 0);
  const known = { mean: nothing, std: nothing };
  expect(await armKnowledge([], context("alie"))).toEqual({ ...known, strength: null });
  expect(await armKnowledge([], context("minMax"))).toEqual({ ...known, strength: 0 });
  expect(await armKnowledge([], context("mimic"))).toEqual({ ...known, strength: null, mimicked: nothing });
});

test("a rule that refuses such a round lets nothing be searched for", async () => {
  const pipeline = { aggregator: AggregatorConfig.parse("trimmedMean") };
  const known = await armKnowledge(rows([1, 2]), context("optimizedAlie", { pipeline, told: 2 }));
  expect(known.strength).toBe(0);
});

test("the aggregation error is the distance to the honest mean", () => {
  // (3, 4) away from (2, 0)
  expect(armTruth(Float32Array.of(5, 4), rows([1, 0], [3, 0]), still).error).toBe(5);
});

test.each([
  ["no aggregate", undefined, rows([1, 2])],
  ["no honest row", Float32Array.of(1, 2), []],
  ["an honest mean beyond finite", Float32Array.of(1, 2), rows([Number.POSITIVE_INFINITY, 0])],
])("with %s there is no error to tell", (_, aggregate, honest) => {
  expect(armTruth(aggregate, honest, still).error).toBeNull();
});

test("honest updates lie as far from their mean as their squared distances over workers − 1 say; one alone says nothing", () => {
  // mean (2, 3): squared distances 1 + 1, 1 + 9 and 0 + 4, over 2
  const { motion } = armTruth(undefined, rows([1, 2], [3, 6], [2, 1]), still);
  expect(motion).toEqual({ workers: 3, variance: expect.closeTo(8, 5), turned: null, moved: null });
  expect(armTruth(undefined, rows([1, 2]), still).motion?.variance).toBeNull();
  expect(armTruth(undefined, [], still).motion).toBeNull();
});

test("the motion hears of the honest mean, and of its absence", () => {
  const heard: unknown[] = [];
  const listen = (mean: Float32Array | undefined) => {
    heard.push(mean);
    return { turned: 7, moved: 9 };
  };
  expect(armTruth(undefined, rows([1, 2], [3, 2]), listen).motion).toMatchObject({ turned: 7, moved: 9 });
  armTruth(undefined, [], listen);
  expect(heard).toEqual([Float32Array.of(2, 2), undefined]);
});
