import { chooseNodeBackend } from "@honest-majority/backends";
import { glyphs } from "@honest-majority/learning";
import { RunConfig, type ShadowRow } from "@honest-majority/protocol";
import { buildAggregator, plainPasses } from "@honest-majority/robust";
import { describe, expect, onTestFinished, test } from "vitest";
import type { InsightRows } from "../compute";
import { ArmInsight } from "./armInsight";

await chooseNodeBackend();

/** Parameters of softmax regression on 28 × 28 pixels and ten classes. */
const DIM = 7850;
const CONFIG = RunConfig.parse({ model: "softmax", workers: 5, f: 1, seed: 3, batchSize: 8 });

/** [d]: the first two values, then zeros. */
const vector = (x: number, y: number) => {
  const values = new Float32Array(DIM);
  values.set([x, y]);
  return values;
};

/** Four honest updates around (1, 0), and an attacker's at (100, 0). */
const ROWS = [vector(1, 1), vector(1, -1), vector(2, 0), vector(0, 0), vector(100, 0)];
const ROUND: InsightRows = {
  round: 4,
  arm: 0,
  rows: ROWS,
  honest: [0, 1, 2, 3],
  expectedByzantine: 1,
  learningRate: 0.1,
};

function insight(now = () => 0) {
  const opened = new ArmInsight({
    config: CONFIG,
    train: glyphs({ seed: 1, train: 200, test: 10 }).train,
    passes: plainPasses,
    dim: DIM,
    now,
  });
  onTestFinished(() => opened.close());
  const open = (round: Partial<InsightRows> = {}, start = vector(0, 0)) =>
    opened.open({ ...ROUND, ...round }, { start, aggregates: [vector(1, 0), undefined, vector(20.8, 0)] });
  return { opened, open };
}

describe("rule", () => {
  test("measures the distance to the honest mean and counts whom the rule kept", async () => {
    const { opened, open } = insight();
    expect(await open()).toEqual({ honestNorm: 1 }); // the mean is (1, 0)
    // (1 + 1 + 2 + 0 + 100) / 5 = 20.8
    expect(await opened.rule("mean")).toMatchObject({
      distance: expect.closeTo(19.8, 5),
      liarsKept: 1,
      honestKept: 4,
    });
    // x: 0 1 1 2 100, y: −1 0 0 0 1
    expect(await opened.rule("coordinateMedian")).toMatchObject({ distance: 0 });
    // the four nearest to each other, without the attacker's
    expect(await opened.rule("mda")).toMatchObject({ distance: 0, liarsKept: 0, honestKept: 4 });
    expect(await opened.rule("krum")).toMatchObject({ liarsKept: 0, honestKept: 1 });
  });

  test("gives every rule the result of a direct call with m and f of the round", async () => {
    const { opened, open } = insight();
    await open();
    const matrix = plainPasses.open(5, DIM);
    if (matrix instanceof Promise) throw new Error("plain passes open at once");
    for (const [i, row] of ROWS.entries()) await matrix.land(i, row);
    for (const rule of ["trimmedMean", "multiKrum", "geometricMedian", "monna", "cge", "smea"]) {
      const direct = await buildAggregator(rule, { m: 5, f: 1 })(
        matrix.matrix([0, 1, 2, 3, 4]),
        vector(0, 0),
      );
      const [x, y] = direct.aggregate;
      expect(await opened.rule(rule), rule).toMatchObject({
        distance: expect.closeTo(Math.hypot(x - 1, y), 4),
      });
    }
  });

  test("answers with the rule's sentence when it refuses", async () => {
    const { opened, open } = insight();
    await open({ expectedByzantine: 3 });
    const row = await opened.rule("trimmedMean");
    expect(row).toMatchObject({ reason: expect.stringMatching(/^trimmedMean: .*f.*3/) });
  });

  test("does not run a rule that would compare too many sets", async () => {
    const { opened, open } = insight();
    // C(40, 10) = 847,660,528
    const rows = Array.from({ length: 40 }, (_, i) => vector(i, 0));
    await open({ rows, honest: [0], expectedByzantine: 10 });
    expect(await opened.rule("smea")).toEqual({ rule: "smea", reason: "not computed: C(40, 10) sets" });
    await open();
    expect(await opened.rule("smea")).toMatchObject({ liarsKept: 0 }); // C(5, 1) = 5
  });

  test("does not run a rule again that took more than a second for as many workers", async () => {
    let time = 0;
    const { opened, open } = insight(() => (time += 3200)); // each rule reads the clock before and after
    await open();
    expect(await opened.rule("krum")).toMatchObject({ ms: 3200 });
    expect(await opened.rule("krum")).toEqual({
      rule: "krum",
      reason: "not computed: it took 3.2 s for 5 workers",
    });
    await open({ rows: ROWS.slice(0, 4) });
    expect(await opened.rule("krum")).toMatchObject({ ms: 3200 });
  });

  test("keeps a state of its own for a rule that starts from its last aggregate", async () => {
    const { opened, open } = insight();
    const far = Array.from({ length: 3 }, () => vector(10, 0));
    const round = (at: number) => open({ round: at, rows: far, honest: [0, 1, 2], expectedByzantine: 0 });
    const distance = async () => {
      const row: ShadowRow = await opened.rule("centeredClip");
      return "distance" in row ? row.distance : row.reason;
    };
    // τ = 0.1: from 0 to 0.1, then to 0.2
    await round(0);
    expect(await distance()).toBeCloseTo(9.9, 5);
    await round(5);
    expect(await distance()).toBeCloseTo(9.8, 5);
    await round(5); // shown again: from 0.1 again
    expect(await distance()).toBeCloseTo(9.8, 5);
    await opened.close();
    await round(9);
    expect(await distance()).toBeCloseTo(9.7, 5);
    await open({ round: 9, rows: far, honest: [0, 1, 2], arm: 1 }); // another arm: from 0
    expect(await distance()).toBeCloseTo(9.9, 5);
  });

  test("gives FLTrust the coordinator's own update, and rules that draw the same draws for the same round", async () => {
    const { opened, open } = insight();
    await open();
    const first = await opened.rule("flTrust");
    expect(first).toMatchObject({ rule: "flTrust", distance: expect.any(Number) });
    expect(await opened.rule("flTrust")).toEqual(first);
    const drawn = await opened.rule("signGuard");
    expect(await opened.rule("signGuard")).toEqual(drawn);
  });

  test("has a null distance without an honest update", async () => {
    const { opened, open } = insight();
    expect(await open({ honest: [] })).toEqual({ honestNorm: null });
    expect(await opened.rule("mean")).toMatchObject({ distance: null, liarsKept: 5, honestKept: 0 });
  });
});

describe("plane", () => {
  test("places updates, aggregates and the honest mean at their distances", async () => {
    const { opened, open } = insight();
    await open({ rows: [vector(0, 0), vector(3, 0), vector(0, 4)], honest: [0, 1] });
    const { points, aggregates, honestMean, medianDistance, shown } = await opened.plane();
    expect([medianDistance, shown]).toEqual([4, expect.closeTo(1, 12)]);
    const [corner, right] = points;
    const [one, none, far] = aggregates; // (1, 0), missing, (20.8, 0)
    expect(none).toBeNull();
    const from = (point: { x: number; y: number } | null) =>
      point && Math.hypot(point.x - corner.x, point.y - corner.y);
    expect(from(right)).toBeCloseTo(3, 10);
    expect(from(one)).toBeCloseTo(1, 5);
    expect(from(far)).toBeCloseTo(20.8, 4);
    expect(from(honestMean)).toBeCloseTo(1.5, 10);
  });

  test("puts the points of equal updates and their aggregate at 0", async () => {
    const { opened, open } = insight();
    await open({ rows: [vector(1, 0), vector(1, 0)], honest: [0, 1] });
    const plane = await opened.plane();
    expect(plane.points).toEqual([
      { x: 0, y: 0 },
      { x: 0, y: 0 },
    ]);
    expect(plane.aggregates[0]).toEqual({ x: 0, y: 0 });
    expect(plane.medianDistance).toBe(0);
  });
});
