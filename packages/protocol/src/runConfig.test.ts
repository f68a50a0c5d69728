import { describe, expect, test } from "vitest";
import { armLabel } from "./arm";
import { describeConfigError, quorumOf, RunConfig } from "./runConfig";

/** What is wrong with it, as a person reads it. */
function complaint(config: unknown): string {
  const parsed = RunConfig.safeParse(config);
  return parsed.success ? "nothing" : describeConfigError(parsed.error);
}

test("RunConfig fills an empty config with defaults: eight workers, mean and coordinate median, data without files", () => {
  expect(RunConfig.parse({})).toMatchObject({
    seed: 1,
    dataset: "glyphs",
    model: "mlp",
    workers: 8,
    partition: { kind: "iid" },
    algorithm: { momentum: 0.9, normalized: false },
    arms: [
      { aggregator: { rule: "mean" }, preAggregators: [] },
      { aggregator: { rule: "coordinateMedian" }, preAggregators: [] },
    ],
    f: 1,
    attack: { kind: "none" },
    augment: false,
    batchSize: 32,
    localSteps: 1,
    learningRate: 0.3,
    schedule: { kind: "constant" },
    rounds: 200,
    evaluateEvery: 5,
    roundDeadlineMs: 15000,
  });
});

test("RunConfig parses its own output to the same config, so that a record's config can run again", () => {
  const config = RunConfig.parse({
    arms: ["krum", { label: "τ 2", aggregator: { rule: "centeredClip", tau: 2 } }],
    attack: "alie",
    f: 2,
  });
  expect(RunConfig.parse(JSON.parse(JSON.stringify(config)))).toEqual(config);
});

describe("RunConfig expands a name to an object with defaults", () => {
  test.each([
    [{ partition: "dirichlet" }, { partition: { kind: "dirichlet", alpha: 0.5 } }],
    [{ schedule: "cosine" }, { schedule: { kind: "cosine" } }],
    [{ attack: "foe" }, { attack: { kind: "foe", epsilon: 0.1 } }],
    [
      { arms: ["krum"] },
      { arms: [{ aggregator: { rule: "krum", neighbours: "n-f-2" }, preAggregators: [] }] },
    ],
    [{ algorithm: { normalized: true } }, { algorithm: { momentum: 0.9, normalized: true } }],
  ])("%j", (written, meant) => {
    expect(RunConfig.parse(written)).toMatchObject(meant);
  });
});

describe("RunConfig names the field and what must hold there", () => {
  test.each([
    [{ batchSize: 0 }, /^batchSize: Too small/],
    [{ localSteps: 0 }, /^localSteps: Too small/],
    [{ localSteps: 1.5 }, /^localSteps: .*int/],
    [
      { augment: true, dataset: "mnist" },
      /^augment: must be false for mnist, because only pictures of .*cifar-10.* may be mirrored$/,
    ],
    [{ learningRate: -1 }, /^learningRate: Too small/],
    [{ algorithm: { momentum: 1 } }, /^algorithm\.momentum: Too big/],
    [{ arms: [] }, /^arms: Too small/],
    [
      { arms: [{ aggregator: { rule: "krumm" } }] },
      /^arms\.0\.aggregator\.rule: must be one of .*"krum".*; got "krumm"$/,
    ],
    [{ arms: [{ aggregator: { rule: "brsgd", keep: 2 } }] }, /^arms\.0\.aggregator\.keep: Too big/],
    [{ arms: ["mean", "mean"] }, /^arms: labels must differ, "Mean" occurs twice/],
    [{ arms: [{ label: "\u200b", aggregator: "mean" }] }, /^arms\.0\.label: must have a visible letter/],
    [
      {
        arms: [
          { label: "\u202ea", aggregator: "mean" },
          { label: "a", aggregator: "krum" },
        ],
      },
      /"a" occurs twice/,
    ],
    [{ attack: { kind: "bitFlip", factor: "ten" } }, /^attack\.factor: .*number/],
    [{ workers: 2, f: 3 }, /^f: must be less than workers \(2\), because a step needs f \+ 1 updates; got 3/],
    [{ quorum: 9 }, /^quorum: must be at most workers \(8\), got 9/],
    [{ attackers: 9, attack: "bitFlip" }, /^attackers: must be at most workers \(8\), got 9/],
    [{ attackers: 1 }, /^attack: must name an attack for 1 attackers/],
    [{ learningrate: 1 }, /Unrecognized key: "learningrate"/],
    [null, /expected object/],
  ])("%j", (config, sentence) => {
    expect(complaint(config)).toMatch(sentence);
  });
});

test("quorumOf is f + 1 unless it is set; armLabel is the rule's name unless the arm has a label", () => {
  expect(quorumOf(RunConfig.parse({ f: 3 }))).toBe(4);
  expect(quorumOf(RunConfig.parse({ f: 3, quorum: 2 }))).toBe(2);
  const { arms } = RunConfig.parse({ arms: ["mean", { label: "ours", aggregator: "brsgd" }] });
  expect(arms.map(armLabel)).toEqual(["mean", "ours"]);
  const turned = RunConfig.parse({ arms: [{ label: " \u202eou\u0000rs\n2 ", aggregator: "brsgd" }] });
  expect(turned.arms.map(armLabel)).toEqual(["ours 2"]);
});

test("armLabel names pre-aggregators before the rule, in their order; each has its own defaults", () => {
  const { arms } = RunConfig.parse({
    arms: [
      { aggregator: "krum", preAggregators: ["nearestNeighborMixing", "bucketing"] },
      { aggregator: "krum", preAggregators: ["clipping", { kind: "arc", f: 2 }] },
    ],
  });
  expect(arms.map(armLabel)).toEqual(["nearestNeighborMixing + bucketing + krum", "clipping + arc + krum"]);
  expect(arms.map(({ preAggregators }) => preAggregators)).toEqual([
    [{ kind: "nearestNeighborMixing" }, { kind: "bucketing", s: 2 }],
    [
      { kind: "clipping", c: 1 },
      { kind: "arc", f: 2 },
    ],
  ]);
  const wrong = { arms: [{ aggregator: "krum", preAggregators: ["mixing"] }] };
  expect(RunConfig.safeParse(wrong).error?.issues[0].path).toEqual(["arms", 0, "preAggregators", 0, "kind"]);
});

test("RunConfig computes the rounds from a budget of gradients: C = T·K·B·m·(1−δ)", () => {
  // five of eight are honest, 32 gradients each: 160 a round
  const config = { workers: 8, f: 3, attackers: 3, attack: "alie", batchSize: 32, rounds: 7 };
  expect(RunConfig.parse({ ...config, budget: 1650 }).rounds).toBe(10);
  expect(RunConfig.parse({ ...config, localSteps: 3, budget: 1650 }).rounds).toBe(3); // of 480 each
  expect(RunConfig.parse(config).rounds).toBe(7);
  expect(RunConfig.safeParse({ ...config, budget: 159 }).error?.issues[0]).toMatchObject({
    path: ["budget"],
    message: "must pay for 1 to 1,000,000 rounds, 159 pays for 0",
  });
});
