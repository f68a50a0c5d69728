import { DATASETS, MODELS } from "@honest-majority/learning/facts";
import { attackRegistry, buildAggregator, ruleRegistry } from "@honest-majority/robust/facts";
import { afterEach, describe, expect, test } from "vitest";
import { CODECS } from "./codecs/codecs";
import { registerPlugin } from "./plugin";
import { RunConfig } from "./runConfig";
import { isUserError } from "./userError";

const described = { name: "Toy", shortName: "Toy", sentence: "Does next to nothing." };
const method = { ...described, formula: "x₁", source: "this test", options: {} };

const firstRow = {
  ...method,
  rule: "firstRow",
  group: "none",
  cost: "O(d)",
  options: { row: { kind: "integer", min: 0, default: 0, label: "Row" } },
  minWorkers: () => 1,
  build:
    ({ row }: { row: number }) =>
    async (updates: { m: number; combine(weights: Float64Array): unknown }) => {
      const kept = new Float64Array(updates.m);
      kept[row] = 1;
      return { aggregate: await updates.combine(kept), kept, warnings: [] };
    },
};
const ones = {
  ...method,
  kind: "ones",
  group: "broken",
  craft: (_values: object, { own }: { own: Float32Array }) => new Float32Array(own.length).fill(1),
};

const registries: Record<string, unknown>[] = [ruleRegistry, attackRegistry, MODELS, DATASETS, CODECS];
const before = registries.map((registry) => Object.keys(registry));
afterEach(() => {
  registries.forEach((registry, i) => {
    for (const key of Object.keys(registry)) if (!before[i].includes(key)) delete registry[key];
  });
});

const refusal = (plugin: unknown, from = "mine.mjs") => {
  try {
    registerPlugin(plugin, from);
    return "nothing";
  } catch (error) {
    if (!isUserError(error, "plugin")) throw error;
    return error.message;
  }
};

describe("registerPlugin", () => {
  test("adds rules and attacks, which a run's config may name from then on", () => {
    expect(RunConfig.safeParse({ arms: ["firstRow"] }).success).toBe(false);
    registerPlugin({ default: { rules: [firstRow], attacks: [ones] } }, "mine.mjs");
    const { arms, attack } = RunConfig.parse({
      arms: [{ aggregator: { rule: "firstRow", row: 2 } }, "mean"],
      attack: "ones",
      attackers: 1,
    });
    expect(arms[0].aggregator).toEqual({ rule: "firstRow", row: 2 });
    expect(attack).toEqual({ kind: "ones" });
    expect(() => buildAggregator({ rule: "firstRow", row: -1 }, { m: 3, f: 0 })).toThrow(
      "firstRow: row must be an integer >= 0, got -1",
    );
  });

  test.each([
    [{}, /^plugin mine\.mjs: its default export must be an object with rules, /],
    [{ default: {} }, /it holds none of rules, /],
    [{ default: { rulez: [] } }, /there is no kind rulez; a plugin may hold rules, /],
    [{ default: { rules: firstRow } }, /rules must be a list$/],
    [{ default: { rules: [{ ...firstRow, sentence: undefined }] } }, /rules, firstRow: sentence: /],
    [{ default: { rules: [{ ...firstRow, build: "mean" }] } }, /rules, firstRow: build: must be a function$/],
    [{ default: { rules: [{ ...firstRow, rule: undefined }] } }, /rules, number 1: rule: /],
    [
      { default: { rules: [{ ...firstRow, rule: "krum" }] } },
      /rules, krum: register: krum is already registered$/,
    ],
    [{ default: { rules: [{ ...firstRow, rule: "first row" }] } }, /a name must be a letter, then/],
    [
      { default: { rules: [{ ...firstRow, options: { row: { kind: "integer", low: 1, label: "Row" } } }] } },
      /rules, firstRow: options\.row: Unrecognized key: "low"$/,
    ],
  ])("refuses a module that is not a plugin, and says what must hold: %#", (module, sentence) => {
    expect(refusal(module)).toMatch(sentence);
  });

  test("registers nothing when one entry of a plugin is wrong", () => {
    expect(refusal({ default: { rules: [firstRow, { rule: "half" }] } })).toMatch(/rules, half: /);
    expect(Object.keys(ruleRegistry)).not.toContain("firstRow");
  });
});
