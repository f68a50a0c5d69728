import { type AggregatorConfig, decodeVector } from "@honest-majority/protocol";
import { stream } from "@honest-majority/random";
import { type Arrivals, plainPasses } from "@honest-majority/robust";
import { describe, expect, test } from "vitest";
import { type ArmModel, closeArm } from "./closeArm";

const arm = (aggregator: AggregatorConfig, more: Partial<ArmModel> = {}): ArmModel => ({
  aggregator,
  normalized: false,
  parameters: Float32Array.of(1, -2),
  previous: Float32Array.of(0, 0),
  residual: Float32Array.of(0, 0),
  ...more,
});
const round = (...updates: number[][]) => {
  const arrivals = plainPasses.open(updates.length, updates[0].length) as Arrivals<Float32Array>;
  for (const [i, row] of updates.entries()) void arrivals.land(i, Float32Array.from(row)); // lands at once
  const rows = [...updates.keys()];
  return { arrivals, rows, expectedByzantine: 1, learningRate: 0.5, random: stream(1) };
};

describe("closeArm", () => {
  test("takes a step of η·z with the mean of the updates", async () => {
    const closed = await closeArm(arm({ rule: "mean" }), round([2, 0], [4, 8]));
    // z = (3, 4), ‖z‖ = 5, w − z/2 = (−0.5, −4)
    expect(closed).toMatchObject({ outcome: "stepped", aggregateNorm: 5 });
    expect(await closed.kept?.()).toEqual([1, 1]);
    expect([...closed.parameters!]).toEqual([-0.5, -4]);
    expect([...closed.aggregate!]).toEqual([3, 4]);
  });

  test("runs pre-aggregators before the rule; they draw from the round's stream", async () => {
    const clipped = arm({ rule: "mean" }, { preAggregators: [{ kind: "clipping", c: 5 }] });
    // (6, 8) has norm 10 and is clipped to (3, 4); (1, 0) stays
    const { aggregate, kept } = await closeArm(clipped, round([6, 8], [1, 0]));
    expect([...aggregate!]).toEqual([2, 2]);
    expect(await kept?.()).toEqual([0.5, 1]);
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

  test("normalizes the step to length η, but not the aggregate for the next round", async () => {
    const closed = await closeArm(arm({ rule: "mean" }, { normalized: true }), round([2, 0], [4, 8]));
    // w − 0.5 · (0.6, 0.8) = (0.7, −2.4)
    expect(closed.parameters![0]).toBeCloseTo(0.7, 6);
    expect(closed.parameters![1]).toBeCloseTo(-2.4, 6);
    expect([...closed.aggregate!]).toEqual([3, 4]);
  });

  test("rounds a step that is sent in int8, and keeps the rest for the next one", async () => {
    const given = { ...round([254, 1.5]), steps: "int8" };
    const closed = await closeArm(arm({ rule: "mean" }, { residual: Float32Array.of(0, 0.5) }), given);
    // z/2 = (127, 0.75): w = (1, −2) would go to (−126, −2.75), and with the residual to (−126, −2.25);
    // the step (−127, −0.25) has the scale 1, and is sent as (−127, 0)
    expect([...decodeVector(closed.step!, 2, "int8")]).toEqual([-127, 0]);
    expect([...closed.parameters!]).toEqual([-126, -2]);
    expect([...closed.residual!]).toEqual([0, -0.25]);
  });

  test("passes the arm's previous aggregate to the rule", async () => {
    const clip = arm({ rule: "centeredClip", tau: 1, iterations: 1 }, { previous: Float32Array.of(10, 0) });
    const closed = await closeArm(clip, round([10, 9]));
    expect([...closed.aggregate!]).toEqual([10, 1]); // one unit from (10, 0) towards (10, 9)
  });

  test("passes the coordinator's own update to a rule that needs it", async () => {
    const trusting = arm({ rule: "flTrust", rootExamples: 100 });
    const given = round([30, 40], [-4, -3]);
    const closed = await closeArm(trusting, { ...given, root: Float32Array.of(3, 4) });
    expect([...closed.aggregate!]).toEqual([3, 4]); // the second points away; the first counts with norm 5
    const without = await closeArm(trusting, given);
    expect(without).toMatchObject({
      outcome: "skipped",
      reason: expect.stringMatching(/^flTrust: .*got none$/),
    });
  });

  test("passes the round's stream to a rule that draws", async () => {
    const drawing = arm({ rule: "dnc", f: 1, iterations: 1, sample: 1, filter: 1 });
    const given = round([90, 1], [1, 80], [2, 3]);
    const kept = async (seed: number) => {
      const closed = await closeArm(drawing, { ...given, random: stream(seed) });
      return String(await closed.kept?.());
    };
    const draws = await Promise.all(Array.from({ length: 12 }, (_, seed) => kept(seed)));
    expect(new Set(draws)).toEqual(new Set(["0,1,1", "1,0,1"])); // one for each column that may be drawn
    expect(await kept(3)).toBe(draws[3]);
  });

  test("skips the round with the rule's reason when the rule refuses so few updates", async () => {
    const tooMany = { ...round([1, 1], [2, 2], [3, 3], [4, 4]), expectedByzantine: 2 };
    const closed = await closeArm(arm({ rule: "trimmedMean" }), tooMany);
    expect(closed).toMatchObject({ outcome: "skipped", aggregateNorm: null });
    expect(closed.reason).toMatch(/trimmedMean/);
    expect(closed.kept).toBeUndefined();
    expect(closed.parameters).toBeUndefined();
  });

  test("passes the round's f' to the rule, unless the arm has an f of its own", async () => {
    const rows = [
      [0, 0],
      [1, 1],
      [2, 2],
      [3, 3],
      [100, 100],
    ];
    const ofRound = await closeArm(arm({ rule: "trimmedMean" }), { ...round(...rows), expectedByzantine: 0 });
    const own = await closeArm(arm({ rule: "trimmedMean", f: 1 }), {
      ...round(...rows),
      expectedByzantine: 0,
    });
    expect(ofRound.aggregate![0]).toBeCloseTo(106 / 5, 4);
    expect(own.aggregate![0]).toBe(2); // the mean of 1, 2, 3
  });

  test("skips the round when a normalized aggregate is zero", async () => {
    const closed = await closeArm(arm({ rule: "mean" }, { normalized: true }), round([1, 2], [-1, -2]));
    expect(closed).toMatchObject({ outcome: "skipped", aggregateNorm: 0 });
    expect(closed.reason).toMatch(/zero/);
    expect(closed.parameters).toBeUndefined();
  });

  test("marks an arm diverged when a step overflows float32, and makes its parameters NaN", async () => {
    // z = (3e38, 1): finite; 0.5 · 3e38 away from −3.3e38 is beyond float32's 3.4e38
    const edge = arm({ rule: "mean" }, { parameters: Float32Array.of(-3.3e38, 0) });
    const closed = await closeArm(edge, round([3e38, 1]));
    expect(closed.outcome).toBe("diverged");
    expect(closed.reason).toMatch(/float32/);
    expect([...closed.parameters!]).toEqual([Number.NaN, Number.NaN]);
    expect(closed.aggregateNorm! / 3e38).toBeCloseTo(1, 6);
  });

  test("writes neither to the updates nor to the arm's vectors", async () => {
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

  test("skips the round when the aggregate is not finite, and does not return it for the next round", async () => {
    // validateUpdate refuses such a row; here it makes the rule return NaN
    const closed = await closeArm(arm({ rule: "mean" }), round([Number.NaN, 1]));
    expect(closed).toMatchObject({ outcome: "skipped", aggregateNorm: null });
    expect(closed.reason).toMatch(/not finite/);
    expect(closed.aggregate).toBeUndefined();
    expect(closed.parameters).toBeUndefined();
  });

  test("takes the step, and says why nothing is known of what was kept, when a pass for it has no memory", async () => {
    const given = round([1, 0], [2, 8], [6, 4]);
    let sweeps = 0;
    const failing = (error: Error): typeof given => ({
      ...given,
      arrivals: {
        ...given.arrivals,
        sweep: () => void sweeps++,
        matrix(rows) {
          const trimShares = () => {
            throw error;
          };
          return { ...given.arrivals.matrix(rows), trimShares };
        },
      },
    });
    const median = arm({ rule: "coordinateMedian" });
    const closed = await closeArm(median, failing(new RangeError("send fewer updates")));
    expect(closed.outcome).toBe("stepped");
    expect([...closed.parameters!]).toEqual([0, -4]); // (1, −2) − 0.5 · (2, 4)
    expect(await closed.kept?.()).toBe("send fewer updates");
    expect(sweeps).toBe(1);
    const other = await closeArm(median, failing(new Error("the device was lost")));
    await expect(other.kept?.()).rejects.toThrow("the device was lost");
    expect(sweeps).toBe(2);
  });

  test("rethrows an error that is not a RangeError", async () => {
    const given = round([1, 2]);
    const vector = () => {
      throw new TypeError("out of luck");
    };
    const broken = { ...given, arrivals: { ...given.arrivals, vector } };
    await expect(closeArm(arm({ rule: "mean" }), broken)).rejects.toThrow(TypeError);
  });
});
