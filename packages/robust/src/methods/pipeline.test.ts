import type { GivenPreAggregator, GivenRule } from "./pipeline";
import { preAggregatorConfig, ruleConfig } from "./pipeline";
import "@honest-majority/testing";
import { stream } from "@honest-majority/random";
import { describe, expect, test } from "vitest";
import { updateMatrix } from "../passes/plain/updateMatrix";
import { buildPipeline } from "./pipeline";

const rows = [
  [0, 0],
  [1, 2],
  [2, 0],
  [1, 1],
  [9, 7],
];
const origin = new Float32Array(2);
const buckets = { kind: "bucketing", s: 2, permutation: [4, 0, 3, 1, 2] };
const mixing = "nearestNeighborMixing";

function build(preAggregators: readonly GivenPreAggregator[], rule: GivenRule, f: number, m = rows.length) {
  const config = {
    aggregator: ruleConfig(rule),
    preAggregators: preAggregators.map((stage) => preAggregatorConfig(stage)),
  };
  return buildPipeline(config, { m, f, random: stream(1) });
}

describe("pipeline", () => {
  test("scales each update's weight in the kept rows, so that the heaviest counts as much as the best row", async () => {
    // buckets (4.5, 3.5) and (1, 1.5) of two updates each, and (2, 0) of one: the mean gives each bucket a third
    const even = await build([buckets], "mean", 1)(updateMatrix(rows), origin);
    expect(even.aggregate).toBeAllClose([2.5, 5 / 3]);
    expect(even.kept).toBeAllClose([0.5, 0.5, 1, 0.5, 0.5]);
    // with one neighbour Krum scores them 16.25, 3.25 and 3.25, so it picks the second, made of 1 and 3
    const picked = await build([buckets], "krum", 1)(updateMatrix(rows), origin);
    expect(picked.aggregate).toBeAllClose([1, 1.5]);
    expect(picked.kept).toBeAllClose([0, 1, 0, 1, 0]);
  });

  test("mixing gives a low share to an update that is near no other", async () => {
    // mixes of 0 2 3, 0 1 3, 0 2 3, 0 1 3 and 1 2 4: the updates are in 4, 3, 3, 4 and 1 of them
    const { aggregate, kept } = await build([mixing], "mean", 2)(updateMatrix(rows), origin);
    expect(aggregate).toBeAllClose([22 / 15, 17 / 15]);
    expect(kept).toBeAllClose([1, 0.75, 0.75, 1, 0.25]);
  });

  test("after clipping an update keeps the share of its length, and its score", async () => {
    const clip = { kind: "clipping", c: 2 };
    const { kept, scores } = await build([clip], { rule: "cge", f: 1 }, 1)(updateMatrix(rows), origin);
    // clipped to 0, 2, 2, √2, 2: the last of three with length 2 is dropped
    expect(kept).toBeAllClose([1, 2 / Math.sqrt(5), 1, 1, 0]);
    expect(scores).toBeAllClose([0, 2, 2, Math.SQRT2, 2]);
  });

  test("multiplies the shares of two stages", async () => {
    // lengths 10 and 5 clipped to 4, then to 2: 0.4 · 0.5 and 0.8 · 0.5
    const twice = [4, 2].map((c) => ({ kind: "clipping", c }));
    const round = [
      [6, 8],
      [-3, 4],
    ];
    const { aggregate, kept } = await build(twice, "mean", 0, 2)(updateMatrix(round), origin);
    expect(aggregate).toBeAllClose([0, 1.6]);
    expect(kept).toBeAllClose([0.2, 0.4]);
  });

  test("passes scores back to reordered updates, and gives none when updates are mixed", async () => {
    const singles = { kind: "bucketing", s: 1, permutation: [4, 0, 3, 1, 2] };
    const moved = await build([singles], "krum", 1)(updateMatrix(rows), origin);
    expect(moved.scores).toBeAllClose([6, 6, 6, 3, 187]); // the fixture of krum.test.ts
    expect(moved.kept).toBeAllClose([0, 0, 0, 1, 0]);
    expect(await build([mixing], "krum", 1)(updateMatrix(rows), origin)).not.toHaveProperty("scores");
    expect(await build([buckets], "krum", 1)(updateMatrix(rows), origin)).not.toHaveProperty("scores");
  });

  test("runs the stages in their order", async () => {
    const clip = { kind: "clipping", c: 1 };
    const after = await build([mixing, clip], "mean", 2)(updateMatrix(rows), origin);
    const before = await build([clip, mixing], "mean", 2)(updateMatrix(rows), origin);
    // mixes (1, ⅓)², (⅔, 1)² and (4, 3), clipped: lengths √10/3, √13/3 and 5 become 1
    const [p, q] = [Math.sqrt(10), Math.sqrt(13)];
    expect(after.aggregate).toBeAllClose([(6 / p + 4 / q + 0.8) / 5, (2 / p + 6 / q + 0.6) / 5]);
    expect(before.aggregate[0]).not.toBeCloseTo(after.aggregate[0], 2);
  });

  test("builds the rule for the rows that reach it, of which f may still be Byzantine", async () => {
    expect(() => build([buckets], "trimmedMean", 2)).toThrow(
      new RangeError("trimmedMean: m must be > 2f, got m = 3, f = 2"),
    );
    expect(() => build([{ kind: "bucketing", s: 2 }, buckets], "mean", 1)).toThrow(
      "bucketing: permutation must hold each of 0 … 2 once, got [4,0,3,1,2]",
    );
    expect(() => build([{ kind: "bucketing", s: 3 }, { kind: "arc" }], "mean", 2)).toThrow(
      "arc: m must be > f, got m = 2, f = 2",
    );
    const { aggregate } = await build([{ kind: mixing, f: 0 }], "mean", 2)(updateMatrix(rows), origin);
    expect(aggregate).toBeAllClose([2.6, 2]); // a stage's own f has precedence over the run's
  });

  test("passes on the warnings of the rule", async () => {
    const { warnings } = await build([buckets], "krum", 1)(updateMatrix(rows), origin);
    expect(warnings).toEqual(["krum with f = 1 guarantees nothing below 5 updates, got 3"]);
  });

  test("gives the rule last round's aggregate", async () => {
    const clip = { rule: "centeredClip", tau: 1 };
    const { aggregate } = await build(["arc"], clip, 0)(updateMatrix([[13, 4]]), Float32Array.of(10, 0));
    expect(aggregate).toBeAllClose([10.6, 0.8]); // (3, 4) clipped to 1
  });

  test("equals the rule without pre-aggregators", async () => {
    const { aggregate, scores, kept } = await build([], "krum", 1)(updateMatrix(rows), origin);
    expect(aggregate).toBeAllClose([1, 1]);
    expect(scores).toBeAllClose([6, 6, 6, 3, 187]);
    expect(kept).toBeAllClose([0, 0, 0, 1, 0]);
  });

  test("gives the same bits for the same stream", async () => {
    const once = () => build([mixing, "bucketing", "arc"], "geometricMedian", 1)(updateMatrix(rows), origin);
    expect(await once()).toEqual(await once());
  });
});
