import type { AggregatorConfig } from "@honest-majority/protocol";
import { stream } from "@honest-majority/random";
import { type Arrivals, plainPasses } from "@honest-majority/robust";
import { expect, test } from "vitest";
import { type ArmModel, closeArm } from "./closeArm";

const arm = (aggregator: AggregatorConfig, more: Partial<ArmModel> = {}): ArmModel => ({
  aggregator,
  normalized: false,
  parameters: Float32Array.of(1, -2),
  previous: Float32Array.of(0, 0),
  ...more,
});
const round = (...updates: number[][]) => {
  const arrivals = plainPasses.open(updates.length, updates[0].length) as Arrivals<Float32Array>;
  for (const [i, row] of updates.entries()) void arrivals.land(i, Float32Array.from(row)); // lands at once
  const rows = [...updates.keys()];
  return { arrivals, rows, expectedByzantine: 1, learningRate: 0.5, random: stream(1) };
};

test("the mean of the updates makes a step of η·z", async () => {
  const closed = await closeArm(arm({ rule: "mean" }), round([2, 0], [4, 8]));
  // z = (3, 4), ‖z‖ = 5, w − z/2 = (−0.5, −4)
  expect(closed).toMatchObject({ outcome: "stepped", aggregateNorm: 5, kept: [1, 1] });
  expect([...closed.parameters!]).toEqual([-0.5, -4]);
  expect([...closed.aggregate!]).toEqual([3, 4]);
});

test("pre-aggregators run before the rule, and draw from the round's stream", async () => {
  const clipped = arm({ rule: "mean" }, { preAggregators: [{ kind: "clipping", c: 5 }] });
  // (6, 8) is 10 long and counts as (3, 4), beside (1, 0)
  const { aggregate, kept } = await closeArm(clipped, round([6, 8], [1, 0]));
  expect([...aggregate!]).toEqual([2, 2]);
  expect(kept).toEqual([0.5, 1]);
  const buckets = arm(
    { rule: "krum", f: 0, neighbours: "n-f-2" },
    { preAggregators: [{ kind: "bucketing", s: 2 }] },
  );
  const given = round([1, 2], [3, 5], [-4, 1], [0, 6], [9, -2], [7, 7]);
  const draws = await Promise.all(
    [1, 1, 2, 3, 4].map((seed) => closeArm(buckets, { ...given, random: stream(seed) })),
  );
  const answers = draws.map((closed) => [...closed.aggregate!].join());
  expect(answers[1]).toBe(answers[0]);
  expect(new Set(answers).size).toBeGreaterThan(1);
});

test("normalized, the step is η long and the aggregate kept for the next round is not", async () => {
  const closed = await closeArm(arm({ rule: "mean" }, { normalized: true }), round([2, 0], [4, 8]));
  // w − 0.5 · (0.6, 0.8) = (0.7, −2.4)
  expect(closed.parameters![0]).toBeCloseTo(0.7, 6);
  expect(closed.parameters![1]).toBeCloseTo(-2.4, 6);
  expect([...closed.aggregate!]).toEqual([3, 4]);
});

test("centered clipping starts from the arm's previous aggregate", async () => {
  const clip = arm({ rule: "centeredClip", tau: 1, iterations: 1 }, { previous: Float32Array.of(10, 0) });
  const closed = await closeArm(clip, round([10, 9]));
  expect([...closed.aggregate!]).toEqual([10, 1]); // one unit from (10, 0) towards (10, 9)
});

test("the coordinator's own update reaches the rule that compares with it", async () => {
  const trusting = arm({ rule: "flTrust", rootExamples: 100 });
  const given = round([30, 40], [-4, -3]);
  const closed = await closeArm(trusting, { ...given, root: Float32Array.of(3, 4) });
  expect([...closed.aggregate!]).toEqual([3, 4]); // the second points away; the first counts at length 5
  const without = await closeArm(trusting, given);
  expect(without).toMatchObject({
    outcome: "skipped",
    reason: expect.stringMatching(/^flTrust: .*got none$/),
  });
});

test("a rule that draws gets the round's stream", async () => {
  const drawing = arm({ rule: "dnc", f: 1, iterations: 1, sample: 1, filter: 1 });
  const given = round([90, 1], [1, 80], [2, 3]);
  const kept = async (seed: number) =>
    (await closeArm(drawing, { ...given, random: stream(seed) })).kept.join();
  const draws = await Promise.all(Array.from({ length: 12 }, (_, seed) => kept(seed)));
  expect(new Set(draws)).toEqual(new Set(["0,1,1", "1,0,1"])); // whichever column is looked at
  expect(await kept(3)).toBe(draws[3]);
});

test("a rule that cannot work with so few updates skips the round and says why", async () => {
  const tooMany = { ...round([1, 1], [2, 2], [3, 3], [4, 4]), expectedByzantine: 2 };
  const closed = await closeArm(arm({ rule: "trimmedMean" }), tooMany);
  expect(closed).toMatchObject({ outcome: "skipped", kept: [], aggregateNorm: null });
  expect(closed.reason).toMatch(/trimmedMean/);
  expect(closed.parameters).toBeUndefined();
});

test("f' of the round reaches the rule, unless the arm has an f of its own", async () => {
  const rows = [
    [0, 0],
    [1, 1],
    [2, 2],
    [3, 3],
    [100, 100],
  ];
  const told = await closeArm(arm({ rule: "trimmedMean" }), { ...round(...rows), expectedByzantine: 0 });
  const own = await closeArm(arm({ rule: "trimmedMean", f: 1 }), { ...round(...rows), expectedByzantine: 0 });
  expect(told.aggregate![0]).toBeCloseTo(106 / 5, 4);
  expect(own.aggregate![0]).toBe(2); // the mean of 1, 2, 3
});

test("a zero aggregate makes no normalized step", async () => {
  const closed = await closeArm(arm({ rule: "mean" }, { normalized: true }), round([1, 2], [-1, -2]));
  expect(closed).toMatchObject({ outcome: "skipped", aggregateNorm: 0 });
  expect(closed.reason).toMatch(/zero/);
  expect(closed.parameters).toBeUndefined();
});

test("a step over the edge of float32 makes the arm diverged, and its parameters NaN", async () => {
  // z = (3e38, 1): finite; 0.5 · 3e38 away from −3.3e38 is beyond float32's 3.4e38
  const edge = arm({ rule: "mean" }, { parameters: Float32Array.of(-3.3e38, 0) });
  const closed = await closeArm(edge, round([3e38, 1]));
  expect(closed.outcome).toBe("diverged");
  expect(closed.reason).toMatch(/float32/);
  expect([...closed.parameters!]).toEqual([Number.NaN, Number.NaN]);
  expect(closed.aggregateNorm! / 3e38).toBeCloseTo(1, 6);
});

test("neither the updates nor the arm's own vectors are written to", async () => {
  const model = arm({ rule: "geometricMedian", iterations: 20, start: "coordinateMedian" });
  const given = round([2, 0], [4, 8], [1, 1]);
  await closeArm(model, given);
  const again = await given.arrivals.matrix(given.rows).combine(Float64Array.of(1, 10, 100));
  expect([...again]).toEqual([142, 180]); // 2 + 40 + 100, 0 + 80 + 100
  expect([[...model.parameters], [...model.previous]]).toEqual([
    [1, -2],
    [0, 0],
  ]);
});

test("an aggregate that is not finite makes no step and is not what the next round starts from", async () => {
  // the door lets no such row in; it stands for whatever a rule may answer
  const closed = await closeArm(arm({ rule: "mean" }), round([Number.NaN, 1]));
  expect(closed).toMatchObject({ outcome: "skipped", aggregateNorm: null });
  expect(closed.reason).toMatch(/not finite/);
  expect(closed.aggregate).toBeUndefined();
  expect(closed.parameters).toBeUndefined();
});

test("an error other than a RangeError is thrown on, and skips no round", async () => {
  const given = round([1, 2]);
  const vector = () => {
    throw new TypeError("out of luck");
  };
  const broken = { ...given, arrivals: { ...given.arrivals, vector } };
  await expect(closeArm(arm({ rule: "mean" }), broken)).rejects.toThrow(TypeError);
});
