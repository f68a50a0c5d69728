import { stream } from "@honest-majority/random";
import { describe, expect, test } from "vitest";
import { moments } from "../numerics/moments";
import { updateMatrix } from "../passes/plain/updateMatrix";
import type { GivenAttack } from "./attackVector";
import { attackConfig, attackVector } from "./attackVector";
import type { GivenPreAggregator, GivenRule } from "./pipeline";
import { buildPipeline, ruleConfig } from "./pipeline";

const m = 20;
const d = 2000;

/** ‖aggregate − honest mean‖ / ‖honest mean‖ for honest rows with ‖noise‖/‖mean‖ = 0.5. */
async function errorUnder(
  attack: string | GivenAttack,
  f: number,
  rule: GivenRule,
  preAggregators: GivenPreAggregator[] = [],
): Promise<number> {
  const random = stream(1, "outcomes");
  const truth = Float32Array.from({ length: d }, () => random.normal());
  const honest = Array.from({ length: m - f }, () => truth.map((x) => x + 0.5 * random.normal()));
  const knowledge = { ...moments(honest), m, f, honest: honest.length };
  const sent = Array.from({ length: f }, () =>
    attackVector(attackConfig(attack), { own: honest[0], knowledge, random }),
  );
  const aggregator = buildPipeline({ aggregator: ruleConfig(rule), preAggregators }, { m, f, random });
  const { aggregate } = await aggregator(updateMatrix([...honest, ...sent]), new Float32Array(d));
  const error = Math.hypot(...aggregate.map((x, j) => x - knowledge.mean[j]));
  return error / Math.hypot(...knowledge.mean);
}

describe("f = 5 of 20 workers send the negated sum times 1e10", () => {
  test("the mean errs by 3.75e10 honest means", async () => {
    // 5/20 of −1e10 · 15 means
    expect(await errorUnder("modelNegation", 5, "mean")).toBeCloseTo(3.75e10, -9);
  });

  test.each([
    ["krum", 0.46], // one row's noise
    ["multiKrum", 0], // all the honest rows
    ["coordinateMedian", 0.23],
    ["trimmedMean", 0.26],
    ["geometricMedian", 0.17],
    ["brsgd", 0.09], // ten of the fifteen
    ["caf", 0],
    ["smea", 0],
    ["dnc", 0],
    ["signGuard", 0],
    ["clippedClustering", 0],
  ])("%s errs by %d of the honest mean", async (rule, expected) => {
    expect(Math.abs((await errorUnder("modelNegation", 5, rule)) - expected)).toBeLessThan(0.04);
  });
});

describe("f = 9 of 20 workers send the mean minus 1.5 deviations", () => {
  test.each([
    ["mean", 0.33], // 9/20 · 1.5 · 0.5
    ["krum", 0.74], // 1.5 · 0.5: it picks a colluder
    ["coordinateMedian", 0.63],
    ["geometricMedian", 0.67],
    ["brsgd", 0.67],
    // copies of one vector: one direction, one sign statistic, one angle
    ["caf", 0],
    ["smea", 0],
    ["dnc", 0],
    ["signGuard", 0],
    ["clippedClustering", 0],
  ])("%s errs by %d of the honest mean", async (rule, expected) => {
    expect(Math.abs((await errorUnder({ kind: "alie", z: 1.5 }, 9, rule)) - expected)).toBeLessThan(0.04);
  });

  test("nearest-neighbour mixing before the coordinate median removes the error", async () => {
    // 0.5² + 0.75² from a colluder, 2·0.5² from each other: all eleven honest rows become their mean
    expect(
      await errorUnder({ kind: "alie", z: 1.5 }, 9, "coordinateMedian", [{ kind: "nearestNeighborMixing" }]),
    ).toBeLessThan(0.04);
  });
});
