import type { GivenAttack } from "./attackVector";
import { attackConfig } from "./attackVector";
import type { GivenRule } from "./pipeline";
import { ruleConfig } from "./pipeline";
import "@honest-majority/testing";
import { stream } from "@honest-majority/random";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { moments } from "../numerics/moments";
import { updateMatrix } from "../passes/plain/updateMatrix";
import { attackStrength, attackVector } from "./attackVector";
import { buildAggregator } from "./pipeline";

type Rows = readonly Float32Array[];
const rows = (...values: number[][]) => values.map((row) => Float32Array.from(row));

/** Three honest rows with mean (0, 0), 3-4-5 and right-angled so that distances come out even. */
const TRIANGLE = rows([3, 1], [-3, 1], [0, -2]);

const unasked = async () => {
  throw new Error("this test must not aggregate");
};

const strengthOf = (attack: string | GivenAttack, honest: Rows) =>
  attackStrength(attackConfig(attack), { honest, f: 2, aggregate: unasked, matrix: updateMatrix });

async function against(rule: GivenRule, honest: Rows, f: number, attack: string | GivenAttack) {
  const config = attackConfig(attack);
  const built = buildAggregator(ruleConfig(rule), { m: honest.length + f, f });
  const zeros = new Float32Array(honest[0].length);
  const aggregate = async (updates: Rows) => (await built(updateMatrix(updates), zeros)).aggregate;
  const strength = await attackStrength(config, { honest, f, aggregate, matrix: updateMatrix });
  const knowledge = { ...moments(honest), m: honest.length + f, f, honest: honest.length, strength };
  const sent = attackVector(config, { own: honest[0], knowledge, random: stream(1) });
  const harm = async (vector: Float32Array) => {
    const answer = await aggregate([...honest, ...Array.from({ length: f }, () => vector)]);
    return Math.hypot(...answer.map((value, j) => value - knowledge.mean[j]));
  };
  return { strength, knowledge, harm, harmed: await harm(sent) };
}

test("minMax goes until its distance to an honest row equals the largest honest distance", async () => {
  // std = (3, √3): p = (−3, −√3), ‖p‖² = 12. The largest distance is 6, between the first two rows.
  // Row 1, (3, 1), becomes the farthest: ‖γp − x₁‖² = 12γ² + 2γ(9 + √3) + 10 = 36
  const h = 9 + Math.sqrt(3);
  const expected = (-h + Math.sqrt(h * h + 12 * 26)) / 12; // (−10.732 + √427.18) / 12
  expect(await strengthOf("minMax", TRIANGLE)).toBeCloseTo(expected, 6);
  expect(expected).toBeCloseTo(0.828, 3);
});

test("minSum goes until its squared distances add up to the largest honest sum", async () => {
  // squared distances 36, 18, 18: the largest sum is 54; to the mean they add up to 10 + 10 + 4 = 24
  // 24 + 3·12·γ² = 54
  expect(await strengthOf("minSum", TRIANGLE)).toBeCloseTo(Math.sqrt(30 / 36), 6);
});

test("accepts the unit mean or its signs as the direction", async () => {
  const moved = TRIANGLE.map((row) => Float32Array.of(row[0] + 3, row[1] - 4)); // mean (3, −4), ‖mean‖ = 5
  // unit: ‖p‖² = 1, so γ = √(30/3); sign: p = (−1, 1), ‖p‖² = 2, so γ = √(30/6)
  expect(await strengthOf({ kind: "minSum", perturbation: "unit" }, moved)).toBeCloseTo(Math.sqrt(10), 5);
  expect(await strengthOf({ kind: "minSum", perturbation: "sign" }, moved)).toBeCloseTo(Math.sqrt(5), 5);
  // sign for min-max: p = (−1, 1); the row (3, −2) off the mean is farthest: 2γ² + 2γ·⟨p, −(0, −2)⟩ + 4 = 36, and of
  // (3, 1): 2γ² + 2γ·(3 − 1) + 10 = 36, which is reached first: γ² + 2γ − 13 = 0
  expect(await strengthOf({ kind: "minMax", perturbation: "sign" }, moved)).toBeCloseTo(
    -1 + Math.sqrt(14),
    5,
  );
});

test.each(["minMax", "minSum"])("%s stays on the mean when the honest rows are equal", async (kind) => {
  for (const perturbation of ["std", "unit", "sign"]) {
    expect(await strengthOf({ kind, perturbation }, rows([2, 5], [2, 5]))).toBe(0);
    expect(await strengthOf({ kind, perturbation }, rows([0, 0]))).toBe(0);
  }
});

test("throws without an honest update", async () => {
  for (const kind of ["minMax", "minSum", "optimizedAlie", "optimizedFoe"]) {
    await expect(strengthOf(kind, [])).rejects.toThrow(
      new RangeError("moments: at least one row must be given, got 0"),
    );
  }
});

test.each([
  { kind: "minMax", gamma: 1 },
  { kind: "minSum", gamma: 1 },
  { kind: "optimizedAlie", z: 1 },
  { kind: "optimizedFoe", epsilon: 1 },
  "alie",
  "bitFlip",
  "mimic",
])("%j leaves nothing to be computed", async (attack) => {
  expect(await strengthOf(attack, TRIANGLE)).toBeUndefined();
});

test("searches to its end against the mean, where more is always worse", async () => {
  // 0, 1, 3, 7, …: after 19 steps 2¹⁹ − 1
  const { strength } = await against("mean", TRIANGLE, 1, "optimizedAlie");
  expect(strength).toBe(2 ** 19 - 1);
});

describe("against a robust rule the search finds at least nine tenths of the worst harm of a grid", () => {
  const random = stream(5, "optimized", 4);
  const truth = Array.from({ length: 40 }, () => random.normal());
  const honest = Array.from({ length: 11 }, () =>
    Float32Array.from(truth, (value) => value + 0.5 * random.normal()),
  );
  test.each([
    ["krum", "optimizedAlie"],
    ["multiKrum", "optimizedAlie"],
    ["coordinateMedian", "optimizedAlie"],
    ["trimmedMean", "optimizedAlie"],
    ["brsgd", "optimizedAlie"],
    ["krum", "optimizedFoe"],
    ["trimmedMean", "optimizedFoe"],
    ["brsgd", "optimizedFoe"],
  ])("%s under %s", async (rule, kind) => {
    const { harm, harmed, knowledge } = await against(rule, honest, 4, kind);
    for (let strength = 0; strength <= 5; strength += 0.1) {
      const sent = attackVector(attackConfig(kind), {
        own: honest[0],
        knowledge: { ...knowledge, strength },
        random: stream(1),
      });
      expect(0.9 * (await harm(sent)), `at ${strength}`).toBeLessThanOrEqual(harmed);
    }
  });
});

test("γ meets the bound, and a slightly larger γ does not", async () => {
  const value = fc.float({ min: -100, max: 100, noNaN: true });
  const matrix = fc
    .tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 5 }))
    .chain(([h, d]) =>
      fc.array(fc.array(value, { minLength: d, maxLength: d }), { minLength: h, maxLength: h }),
    );
  await fc.assert(
    fc.asyncProperty(matrix, fc.constantFrom("std", "unit", "sign"), async (values, perturbation) => {
      const honest = rows(...values);
      const pairs = honest.map((x) => honest.map((y) => Math.hypot(...x.map((v, j) => v - y[j]))));
      const spread = Math.max(...pairs.flat());
      fc.pre(spread > 1e-3);
      const off = (gamma: number, kind: "minMax" | "minSum") => {
        const config = attackConfig({ kind, gamma, perturbation });
        const knowledge = { ...moments(honest), m: honest.length + 1, f: 1, honest: honest.length };
        const sent = attackVector(config, { own: honest[0], knowledge, random: stream(1) });
        return honest.map((x) => Math.hypot(...x.map((v, j) => v - sent[j])));
      };
      const slack = 1e-3 * (1 + spread);
      const most = await strengthOf({ kind: "minMax", perturbation }, honest);
      expect(Math.max(...off(most!, "minMax"))).toBeLessThan(spread + slack);
      const sums = pairs.map((row) => row.reduce((sum, r) => sum + r * r, 0));
      const sumOf = (radii: number[]) => Math.sqrt(radii.reduce((sum, r) => sum + r * r, 0));
      const least = await strengthOf({ kind: "minSum", perturbation }, honest);
      expect(sumOf(off(least!, "minSum"))).toBeLessThan(Math.sqrt(Math.max(...sums)) + slack);
      const { std, mean } = moments(honest);
      fc.pre((perturbation === "std" ? Math.hypot(...std) : Math.hypot(...mean)) > 1e-2);
      const further = (gamma: number) => gamma * 1.01 + 10 * slack * (perturbation === "std" ? 1e2 : 1);
      expect(Math.max(...off(further(most!), "minMax"))).toBeGreaterThan(spread);
      expect(sumOf(off(further(least!), "minSum"))).toBeGreaterThan(Math.sqrt(Math.max(...sums)));
    }),
    { numRuns: 80 },
  );
});
