import { armLabel, RunConfig } from "@honest-majority/protocol";
import { RULES } from "@honest-majority/robust/facts";
import { expect, test } from "vitest";
import { enoughWorkers, nextArm, nextPre, unsetLabel } from "./armDraft";
import { draftOf, judge } from "./draft";
import { ruleChoices } from "./ruleGroups";

const config = (input: object) => RunConfig.parse(input);
const problems = (input: object, edit: (draft: ReturnType<typeof draftOf>) => object) => {
  const draft = draftOf(config(input));
  const judged = judge({ ...draft, ...edit(draft) });
  return judged.ok ? {} : judged.problems;
};

test("every config survives the way into the form and back", () => {
  const configs = [
    {},
    {
      seed: 7,
      partition: { kind: "dirichlet", alpha: 0.1 },
      schedule: "cosine",
      quorum: 3,
      localSteps: 5,
      roundDeadlineMs: 2_500,
    },
    { partition: "label", attack: { kind: "alie", z: 1.5 }, attackers: 2, algorithm: { normalized: true } },
    { attack: { kind: "nonFinite", value: "Infinity" }, attackers: 1 },
    { attack: { kind: "minMax", perturbation: "unit" } },
    {
      arms: [
        { label: "τ = 3", aggregator: { rule: "centeredClip", tau: 3, iterations: 2 } },
        { aggregator: { rule: "brsgd", threshold: 4 } },
        { aggregator: { rule: "krum", f: 2, neighbours: "n-f-1" } },
        { aggregator: { rule: "geometricMedian", nu: 0.1, iterations: 3, start: "zero" } },
        {
          aggregator: "krum",
          preAggregators: ["nearestNeighborMixing", { kind: "bucketing", s: 3, permutation: [2, 0, 1] }],
        },
        {
          aggregator: "mean",
          preAggregators: [
            { kind: "clipping", c: 0.5 },
            { kind: "arc", f: 2 },
          ],
        },
      ],
    },
  ].map(config);
  for (const one of configs) expect(judge(draftOf(one))).toEqual({ ok: true, config: one });
});

test("the picker of rules shows each one once", () => {
  const shown = ruleChoices().map(({ value }) => value);
  expect([...shown].sort()).toEqual(Object.keys(RULES).sort());
});

test("an arm without a label is shown what it will be called", () => {
  const arm = { aggregator: "krum", preAggregators: ["arc", "bucketing"] };
  const parsed = config({ arms: [arm] });
  expect(unsetLabel(draftOf(parsed).arms[0])).toBe("arc + bucketing + krum");
  expect(armLabel(parsed.arms[0])).toBe("arc + bucketing + krum");
});

test("an empty field is its default", () => {
  const judged = judge({ ...draftOf(config({})), batchSize: "", momentum: "", deadline: "" });
  expect(judged).toEqual({ ok: true, config: config({}) });
});

test("a problem stands at its field and says what must hold", () => {
  expect(problems({}, () => ({ batchSize: "many" }))).toEqual({ batchSize: "must be a number" });
  expect(problems({}, () => ({ rounds: "1.5" }))).toEqual({ rounds: "must be a whole number" });
  expect(problems({}, () => ({ momentum: "1" }))).toEqual({ "algorithm.momentum": "must be less than 1" });
  expect(problems({}, () => ({ learningRate: "0" }))).toEqual({ learningRate: "must be more than 0" });
  expect(problems({}, () => ({ attackers: "2" })).attack).toMatch(/must name an attack/);
});

test("a rule's option has a problem of its own arm", () => {
  const arms = [{ key: 0, label: "", rule: "centeredClip", options: { tau: "-1" }, preAggregators: [] }];
  expect(problems({}, () => ({ arms }))).toEqual({ "arms.0.aggregator.tau": "must be more than 0" });
  const words = [{ key: 0, label: "", rule: "brsgd", options: { threshold: "some" }, preAggregators: [] }];
  expect(problems({}, () => ({ arms: words }))).toEqual({
    "arms.0.aggregator.threshold": 'must be a number, or the word "auto"',
  });
});

test("a new arm takes a rule that is not racing yet", () => {
  const { arms } = draftOf(config({ arms: ["mean", "coordinateMedian"] }));
  expect(nextArm(arms)).toMatchObject({ key: 2, rule: "trimmedMean" });
  expect(nextArm([]).key).toBe(0);
});

test("a new pre-aggregator is one that is not in the chain, and a third of a kind has a key of its own", () => {
  const [arm] = draftOf(
    config({ arms: [{ aggregator: "mean", preAggregators: ["nearestNeighborMixing"] }] }),
  ).arms;
  expect(nextPre(arm.preAggregators)).toEqual({ key: 1, kind: "bucketing", options: {} });
  const full = ["nearestNeighborMixing", "bucketing", "clipping", "arc"] as const;
  const chain = full.map((kind, i) => ({ key: 9 - i, kind, options: {} }));
  expect(nextPre(chain)).toEqual({ key: 10, kind: "nearestNeighborMixing", options: {} });
});

test("a pre-aggregator's option has a problem of its own place in the chain", () => {
  const [arm] = draftOf(config({ arms: ["mean"] })).arms;
  const preAggregators = [
    { key: 0, kind: "arc", options: {} },
    { key: 1, kind: "clipping", options: { c: "0" } },
  ];
  expect(problems({}, () => ({ arms: [{ ...arm, preAggregators }] }))).toEqual({
    "arms.0.preAggregators.1.c": "must be more than 0",
  });
});

test("whether the workers suffice is said of the rule, its own f and the rows that reach it", () => {
  const said = (aggregator: unknown, preAggregators: unknown[] = [], typed = { workers: "8", f: "2" }) =>
    enoughWorkers(draftOf(config({ arms: [{ aggregator, preAggregators }] })).arms[0], typed);
  expect(said("krum")).toEqual({
    short: false,
    sentence: "Against f = 2 it needs 7 workers; the run has 8.",
  });
  expect(said({ rule: "krum", f: 3 })).toEqual({
    short: true,
    sentence: "krum with f = 3 needs 9 workers, 8 are here.",
  });
  // ⌈8/2⌉ = 4 rows reach the rule, which needs 2·2 + 1
  expect(said("coordinateMedian", ["bucketing"])).toEqual({
    short: true,
    sentence: "coordinateMedian with f = 2 needs 5 updates, bucketing leaves 4 of 8.",
  });
  expect(said("coordinateMedian", ["bucketing"], { workers: "10", f: "2" })?.sentence).toBe(
    "Against f = 2 it needs 5 updates; bucketing leaves 5 of 10.",
  );
  expect(said("mean")?.sentence).toBe("No number of workers would protect it.");
  expect(said("krum", [], { workers: "many", f: "2" })).toBeUndefined();
});
