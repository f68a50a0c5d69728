import { RunConfig } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { cellsOf, SweepConfig } from "../sweep/cells";
import { withTheory } from "./theory";

const constants = { sigma: 4, smoothness: 2, gap: 3, c: 1.5 };
const config = RunConfig.parse({
  workers: 8,
  attackers: 3,
  attack: "alie",
  batchSize: 10,
  rounds: 16_000,
  learningRate: 5,
  schedule: "cosine",
});

describe("withTheory", () => {
  test("sets η and β as theorem 1 does, for the run's own rounds", () => {
    // worked out by hand in packages/robust/src/theory/theory.test.ts
    const { learningRate, ...rest } = withTheory(config, { kind: "theorem1", ...constants });
    expect(learningRate).toBeCloseTo(0.0019428817934866, 14);
    expect(rest.algorithm.momentum).toBeCloseTo(1 - 16 * 0.0019428817934866, 12);
    expect(rest).toMatchObject({ schedule: { kind: "constant" }, algorithm: { normalized: false } });
    expect(rest).toMatchObject({ batchSize: 10, rounds: 16_000, attackers: 3 });
  });

  test("sets η and β as proposition 2 does, and the normalized step", () => {
    const { learningRate, algorithm } = withTheory(config, { kind: "proposition2", ...constants });
    expect(algorithm.normalized).toBe(true);
    expect(algorithm.momentum).toBeCloseTo(1 - 0.0100900458754593, 12);
    expect(learningRate).toBeCloseTo(0.0004349578832081, 12);
  });

  test("says what is wrong with the constants or with the run", () => {
    const theory = { kind: "theorem1", ...constants };
    expect(() => withTheory(config, { ...theory, sigma: 0 })).toThrow(/^theory: sigma: .*>0/);
    expect(() => withTheory(config, { ...theory, kind: "theorem3" })).toThrow(/^theory: kind: /);
    expect(() => withTheory(config, constants)).toThrow(/^theory: kind: /);
    expect(() => withTheory({ ...config, localSteps: 2 }, theory)).toThrow("localSteps must be 1, got 2");
    expect(() => withTheory({ ...config, attackers: 4 }, theory)).toThrow(
      "theory: less than half of 8 workers may attack, got 4",
    );
  });
});

describe("a sweep with a theory", () => {
  const sweep = (input: object) => cellsOf(SweepConfig.parse({ name: "try", ...input }));

  test("sets η and β of each cell from its own δ, B and T", () => {
    const base = { workers: 8, attack: "alie", rounds: 16_000, theory: { kind: "theorem1", ...constants } };
    const [calm, attacked] = sweep({ base, over: { B: [10], delta: [0, 0.375] } });
    // δ = 0: √(3/(20·2·16,000·1.6·0.25))
    expect(calm.config.learningRate).toBeCloseTo(Math.sqrt(3 / 256_000), 12);
    expect(attacked.config.learningRate).toBeCloseTo(0.0019428817934866, 14);
    expect(sweep({ base, over: { "theory.c": [1.5, 0] } })[1].config.learningRate).toBeCloseTo(
      Math.sqrt(3 / 80_000), // B = 32, no attackers: 20·2·16,000·0.5·0.25
      12,
    );
  });

  test("counts the rounds of `epochs` before it sets η", () => {
    const theory = { kind: "theorem1", ...constants };
    const [{ config }] = sweep({ base: { dataset: "glyphs", epochs: 2, theory }, over: { B: [10] } });
    expect(config.rounds).toBe(200); // 16,000 / 80
    expect(config.learningRate).toBeCloseTo(Math.sqrt(3 / (20 * 2 * 200 * 1.6 * 0.25)), 12);
  });

  test("refuses a setting that the theory determines", () => {
    const theory = { kind: "proposition2", ...constants };
    for (const over of [{ eta: [0.1] }, { "algorithm.momentum": [0.9] }, { schedule: ["cosine"] }])
      expect(() => sweep({ base: { theory }, over })).toThrow(
        /^sweep at .*: theory sets learningRate, schedule and algorithm: leave out (learningRate|algorithm|schedule)/,
      );
  });
});
