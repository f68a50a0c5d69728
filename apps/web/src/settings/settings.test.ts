import { AggregatorConfig, type Rule, RunConfig } from "@honest-majority/protocol";
import { RULES } from "@honest-majority/robust";
import { expect, test } from "vitest";
import { z } from "zod";
import { draftOf, judge, nextArm } from "./draft";

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
        { aggregator: "krum", preAggregators: ["nearestNeighborMixing", { kind: "bucketing", s: 3 }] },
      ],
    },
  ].map(config);
  for (const one of configs) expect(judge(draftOf(one))).toEqual({ ok: true, config: one });
});

test("every option of every rule has its field, and no field is without an option", () => {
  const schema = z.toJSONSchema(AggregatorConfig, { io: "output", unrepresentable: "any" });
  const options = (schema.oneOf ?? schema.anyOf) as { properties: Record<string, { const?: string }> }[];
  const fromSchema = options.map(({ properties }) => {
    const { rule, ...rest } = properties;
    return [rule.const as Rule, Object.keys(rest).sort()] as const;
  });
  const fromForm = Object.entries(RULES).map(
    ([rule, { options }]) => [rule, options.map(({ key }) => key).sort()] as const,
  );
  expect(Object.fromEntries(fromForm)).toEqual(Object.fromEntries(fromSchema));
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
  const arms = [{ key: 0, label: "", rule: "centeredClip", options: { tau: "-1" } }];
  expect(problems({}, () => ({ arms }))).toEqual({ "arms.0.aggregator.tau": "must be more than 0" });
  const words = [{ key: 0, label: "", rule: "brsgd", options: { threshold: "some" } }];
  expect(problems({}, () => ({ arms: words }))).toEqual({
    "arms.0.aggregator.threshold": 'must be a number, or the word "auto"',
  });
});

test("a new arm takes a rule that is not racing yet", () => {
  const { arms } = draftOf(config({ arms: ["mean", "coordinateMedian"] }));
  expect(nextArm(arms)).toMatchObject({ key: 2, rule: "trimmedMean" });
  expect(nextArm([]).key).toBe(0);
});
