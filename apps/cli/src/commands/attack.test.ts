import "@honest-majority/testing";
import { describe, expect, test } from "vitest";
import { flagsOf } from "../commandLine.cases";
import { attack, defineAttack } from "./attack";
import { inChunks, npyFile } from "./input/npy.cases";

interface Answer {
  vector: Float32Array;
  strength: number;
}
const run = async (line: string, input: object | Buffer) => {
  const bytes = Buffer.isBuffer(input) ? input : Buffer.from(JSON.stringify(input));
  return attack(await flagsOf(defineAttack, line.split(" ")), inChunks(bytes));
};
// mean (2, 5), standard deviation with ddof 1: √(2/2) = 1 and √(8/2) = 2
const honest = [
  [1, 7],
  [2, 5],
  [3, 3],
];

describe("attack", () => {
  test("runs ALIE: sends the mean minus z standard deviations, and reports z", async () => {
    expect(await run("--kind alie --f 2 --z 1.5", { honest })).toEqual({
      vector: Float32Array.of(0.5, 2),
      kind: "alie",
      strength: 1.5,
      m: 5,
      f: 2,
      warnings: [],
    });
    // m = 5, f = 2: s = ⌊3.5⌋ − 2 = 1, z = Φ⁻¹(2/3) = 0.4307
    expect((await run("--kind alie --f 2", { honest })).strength).toBeCloseTo(0.4307, 4);
  });

  test("warns of a computed strength that makes no attack, and not of one that is set", async () => {
    const warnings = async (line: string, rows: number[][]) => (await run(line, { honest: rows })).warnings;
    const eight = Array.from({ length: 8 }, (_, i) => [i, -i]);
    const alie = "ALIE's formula gives z = 0 for 2 attackers among 10 workers: this is no attack.";
    expect(await warnings("--kind alie --f 2", eight)).toEqual([
      `${alie} Take more attackers, or set z, such as 1.5.`,
    ]);
    expect(await warnings("--kind alie --f 2 --z 0", eight)).toEqual([]);
    for (const kind of ["min-max", "min-sum"]) {
      expect(await warnings(`--kind ${kind}`, [honest[0], honest[0]])).toEqual([
        expect.stringContaining("finds γ = 0, because the honest updates do not differ"),
      ]);
      expect(await warnings(`--kind ${kind}`, honest)).toEqual([]);
    }
    // two of three rows are [1, 7], so the median is [1, 7] whatever a third of them all sends
    expect(
      await warnings("--kind optimizedFoe --rule median --f 1", [honest[0], honest[0], honest[0]]),
    ).toEqual([expect.stringMatching(/^No ε above 0 moves the rule's answer/)]);
    expect(await warnings("--kind optimizedFoe --rule mean --f 1", honest)).toEqual([]);
  });

  test("accepts a negative z, which puts the vector on the mean's other side", async () => {
    expect((await run("--kind alie --f 2 --z -1", { honest })).vector).toEqual(Float32Array.of(3, 7));
  });

  test("negates the row that --own names", async () => {
    expect((await run("--kind bit-flip --own 2", { updates: honest })).vector).toEqual(
      Float32Array.of(-30, -30),
    );
    expect((await run("--kind bitFlip --factor 2", { honest })).vector).toEqual(Float32Array.of(-2, -14));
  });

  test("reads a .npy matrix like the same rows in JSON", async () => {
    const file = npyFile({ descr: "<f4", shape: [3, 2], values: honest.flat() });
    expect(await run("--kind foe --f 1", file)).toEqual(await run("--kind ipm --f 1", { honest }));
  });

  test("draws the same noise for the same seed, and other noise for another seed", async () => {
    const drawn = async (seed: number) => (await run(`--kind gaussian --seed ${seed}`, { honest })).vector;
    expect(await drawn(5)).toEqual(await drawn(5));
    expect(await drawn(5)).not.toEqual(await drawn(6));
  });

  test("searches an optimized attack's strength against the rule and its pre-aggregators, and reports it", async () => {
    const against = async (line: string) =>
      (await run(`--kind optimizedFoe --f 1 ${line}`, { honest })) as unknown as Answer;
    const { vector, strength } = await against("--rule mean");
    // the vector is −ε times the mean (2, 5); the mean rule follows any ε, the median stays at the honest rows
    expect(vector).toBeAllClose([-2 * strength, -5 * strength]);
    expect(strength).toBeGreaterThan(10);
    const mixed = await against("--rule cm --pre nnm --rule-options {}");
    expect(mixed.vector).toBeAllClose([-2 * mixed.strength, -5 * mixed.strength]);
    expect(mixed.strength).toBeLessThan(strength);
  });

  test("computes a strength that depends on no rule without --rule", async () => {
    // the first and last honest rows are √20 apart, so (2, 5) − γ·(1, 2) may be √20 from the farthest honest row:
    // from (3, 3), (1 + γ)² + (2γ − 2)² = 20 at γ = (6 + √336)/10 = 2.433, from (1, 7) (γ − 1)² + (2 + 2γ)² = 20 at γ = 1.332
    const { strength, vector } = (await run("--kind min-max --f 1", { honest })) as unknown as Answer;
    expect(strength).toBeCloseTo((-6 + Math.sqrt(336)) / 10, 3);
    expect(vector).toBeAllClose([2 - strength, 5 - 2 * strength]);
  });

  test("mimics the row that --worker names, or the last row if there are fewer", async () => {
    expect((await run("--kind mimic --worker 1", { honest })).vector).toEqual(Float32Array.of(2, 5));
    expect((await run("--kind mimic --worker 9", { honest })).vector).toEqual(Float32Array.of(3, 3));
  });

  test("warns about values that JSON cannot represent, and about attacks on the batch", async () => {
    expect((await run("--kind nonFinite", { honest })).warnings).toEqual([
      "value 0 is NaN, which JSON cannot represent: it is printed as null",
    ]);
    expect((await run("--kind labelFlip", { honest })).warnings).toEqual([
      "labelFlip changes the batch that a worker trains on; no batch is given, so the vector is the unchanged row",
    ]);
  });

  test.each([
    ["--kind optimizedAlie --f 1", "optimizedAlie must have a --rule to search against, or a strength"],
    ["--kind silent", "silent: this attack sends nothing"],
    ["--f 1", "--kind must be given: bitFlip,"],
    ["--kind sneeze", "--kind must be one of bitFlip"],
    ["--kind alie --f 0", '--f must be an integer >= 1, got "0"'],
    ["--kind bitFlip --own 3", "--own must be a row, 0 … 2, got 3"],
    ["--kind bitFlip --z 1", "bitFlip must not be given z, its options are factor"],
    ["--kind foe --epsilon -1", "foe: epsilon: "],
    ["--kind alie --pre nnm", "--pre must only be given with --rule"],
    ["--kind alie --rule-options {}", "--rule-options must only be given with --rule"],
    ["--kind optimizedFoe --rule mean --f 500000", "passes: m must be at most 16384, got 500003"],
  ])("rejects %s", async (line, message) => {
    await expect(run(line, { honest })).rejects.toThrow(message);
  });

  test("keeps the vector and its strength finite if the input is finite", async () => {
    expect(await run("--kind alie", { honest: [[3.4e38], [-3.4e38]] })).toMatchObject({
      vector: Float32Array.of(0),
      strength: 0,
    });
    // 3 honest workers cannot hide a million attackers: z falls back to half a worker, Φ⁻¹(5/6)
    expect((await run("--kind alie --f 1000000", { honest })).strength).toBeCloseTo(0.9674, 4);
  });

  test("accepts the word Infinity as a value", async () => {
    expect((await run("--kind nonFinite --value -Infinity", { honest })).vector).toEqual(
      Float32Array.of(Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY),
    );
  });
});
