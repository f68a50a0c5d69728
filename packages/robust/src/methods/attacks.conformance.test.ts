import { stream } from "@honest-majority/random";
import { firstDifference, readVectors, type Tolerance, vectorsMissing } from "@honest-majority/testing";
import { describe, expect, test } from "vitest";
import { moments } from "../numerics/moments";
import { updateMatrix } from "../passes/plain/updateMatrix";
import type { AttackConfig } from "./attacks";
import { alieZ } from "./attacks/alie";
import { attackStrength, attackVector } from "./attackVector";
import type { Target } from "./defineAttack";
import { buildPipeline, preAggregatorConfig, ruleConfig } from "./pipeline";

interface Entry {
  name: string;
  params: Record<string, number | string> & { agg?: string; pre?: string[] };
  m: number;
  d: number;
  f: number;
  honest: number[][];
  output: number[];
  tolerance: Tolerance;
}

/** Our attack for a reference's attack; undefined if we have none, or read the paper differently. */
function configOf({ name, params, honest }: Entry): AttackConfig | undefined {
  switch (name) {
    case "BrSGD model negation":
      return { kind: "modelNegation", factor: Number(params.c) };
    case "BrSGD gradient scale":
      return { kind: "gradientScale", factor: Number(params.c) };
    case "paper bit-flipping":
      return { kind: "bitFlip", factor: 10 };
    case "epfml.ALittleIsEnoughAttack":
      return { kind: "alie" };
    case "byzfl.ALittleIsEnough": // mean + τ·std: the opposite sign
      return { kind: "alie", z: -Number(params.tau) };
    case "byzpy.LittleAttack": // another z, the opposite sign, and a deviation with ddof 0
      return { kind: "alie", z: -Number(params.z) * Math.sqrt(1 - 1 / honest.length) };
    case "epfml.IPMAttack / FoE":
      return { kind: "foe", epsilon: Number(params.epsilon) };
    case "byzfl.InnerProductManipulation":
      return { kind: "foe", epsilon: Number(params.tau) };
    case "byzfl.SignFlipping":
      return { kind: "foe", epsilon: 1 };
    case "byzfl.Mimic":
      return { kind: "mimic", worker: Number(params.epsilon) };
    case "byzfl.Optimal_ALittleIsEnough":
      return { kind: "optimizedAlie" };
    case "byzfl.Optimal_InnerProductManipulation":
      return { kind: "optimizedFoe" };
    default:
      return undefined;
  }
}

/** The reference's rule and search. It goes towards mean + τ·std, so our search for z goes below zero. */
function targetOf({ name, params, m, f }: Entry, honest: Float32Array[]): Target {
  const rule = params.agg === "Median" ? "coordinateMedian" : "trimmedMean";
  const config = {
    aggregator: ruleConfig(rule),
    preAggregators: (params.pre ?? []).map(() => preAggregatorConfig("nearestNeighborMixing")),
  };
  const built = buildPipeline(config, { m, f, random: stream(1) });
  const step = Number(params.delta) * (name === "byzfl.Optimal_ALittleIsEnough" ? -1 : 1);
  const { evals: evaluations, start, ratio } = params;
  return {
    honest,
    f,
    matrix: updateMatrix,
    aggregate: async (updates) =>
      (await built(updateMatrix(updates), new Float32Array(honest[0].length))).aggregate,
    search: { evaluations: Number(evaluations), start: Number(start), step, ratio: Number(ratio) },
  };
}

if (vectorsMissing) console.log(`skipped: ${vectorsMissing}`);

describe.skipIf(vectorsMissing)("the attacks reproduce the reference implementations", () => {
  test("attacks.json: all 30 entries", async () => {
    const failures: string[] = [];
    const run = new Map<string, number>();
    for (const entry of readVectors<Entry[]>("attacks.json")) {
      const config = configOf(entry);
      if (!config) continue;
      run.set(config.kind, (run.get(config.kind) ?? 0) + 1);
      const honest = entry.honest.map((row) => Float32Array.from(row));
      const knowledge = {
        ...moments(honest),
        m: entry.m,
        f: entry.f,
        honest: honest.length,
        strength: await attackStrength(config, targetOf(entry, honest)),
        mimicked: honest[0],
      };
      const sent = attackVector(config, { own: honest[0], knowledge, random: stream(1) });
      const difference = firstDifference(sent, entry.output, entry.tolerance);
      if (difference) failures.push(`${entry.name}: ${difference}`);
    }
    expect(failures).toEqual([]);
    expect(Object.fromEntries(run)).toEqual({
      foe: 8,
      modelNegation: 2,
      gradientScale: 2,
      bitFlip: 2,
      alie: 6,
      mimic: 2,
      optimizedAlie: 4,
      optimizedFoe: 4,
    });
  });

  test("alie_z.json: 84 entries, variant A", () => {
    const entries =
      readVectors<{ n: number; f: number; zA: number; tolerance: { rtol: number; atol: number } }[]>(
        "alie_z.json",
      );
    expect(entries).toHaveLength(84);
    expect(entries.map(({ n, f }) => alieZ(n, f))).toBeAllClose(
      entries.map(({ zA }) => zA),
      entries[0].tolerance,
    );
  });
});
