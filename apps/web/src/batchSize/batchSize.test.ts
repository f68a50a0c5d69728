import { type RoundRecord, RunConfig } from "@honest-majority/protocol";
import { boundByzsgdm, boundByzsgdnm } from "@honest-majority/robust";
import { describe, expect, test } from "vitest";
import { ALGORITHMS, batchSizes, bestOf, tableSizes } from "./bounds";
import { clamped, problemOf, QUANTITIES, sliderOf, USUAL, valueAt, valuesIn, withValues } from "./quantities";
import { addressQuery, measuredIn, runIn, runOfText } from "./records";

const quantity = (key: string) => QUANTITIES.find((each) => each.key === key)!;

describe("the sliders", () => {
  test("stand in the address where they are not at their usual place, beside what else is there", () => {
    const values = { ...USUAL, delta: 0.1, C: 5e7 };
    expect(withValues("?page=batch-size&m=20", values)).toBe("page=batch-size&delta=0.1&C=50000000");
    expect(valuesIn("?delta=0.1&C=5e7")).toEqual(values);
    // too large, no whole number, no number, nothing
    expect(valuesIn("?delta=7&m=8.6&L=x&sigma=")).toEqual({ ...USUAL, delta: 0.49, m: 9 });
  });

  test("reach both ends, and keep their value to three digits", () => {
    for (const each of QUANTITIES) {
      const { min, max } = sliderOf(each, each.usual);
      expect(valueAt(each, min)).toBeCloseTo(each.least, 10);
      expect(valueAt(each, max) / each.most).toBeCloseTo(1, 10);
      expect(valueAt(each, sliderOf(each, each.usual).value) / each.usual).toBeCloseTo(1, 1);
    }
    expect(clamped(quantity("c"), 0)).toBe(0);
    expect(clamped(quantity("sigma"), 0)).toBe(0.1);
  });
});

describe("the best batch sizes", () => {
  // all at 1 but m = 4, δ = ¼ and C = 3·2^10, so m(1−δ) = 3 and cδm = 1
  const values = { delta: 0.25, c: 1, sigma: 1, L: 1, F0: 1, m: 4, C: 3072 };
  const [byzsgdm, byzsgdnm] = ALGORITHMS.map((algorithm) => bestOf(algorithm, problemOf(values)));

  test("are those of the papers' formulas", () => {
    // (3/(16·4))^⅓ · (¼·2/3)^⅓ · 3072^⅓ = (0.046875 · 0.16667 · 3072)^⅓ = 24^⅓ = 2.884; T = 3072/(3·3)
    expect(byzsgdm).toMatchObject({ whole: 3, rounds: 3072 / 9 });
    expect(byzsgdm.B).toBeCloseTo(24 ** (1 / 3), 10);
    // q = √(2·4·¼·¾) + 1 = 2.2247; 9·q^1.5/(80·3) = 0.1244, so 1
    expect(byzsgdnm).toMatchObject({ whole: 1, rounds: 1024 });
    expect(byzsgdnm.B).toBeCloseTo((9 * (Math.sqrt(1.5) + 1) ** 1.5) / 240, 10);
    expect(byzsgdm.bound).toBe(boundByzsgdm(problemOf(values), 3));
    expect(byzsgdnm.bound).toBe(boundByzsgdnm(problemOf(values), 1));
  });

  test("take no more than the whole budget, for every place of the sliders", () => {
    for (const key of ["delta", "c", "sigma", "L", "F0", "m", "C"] as const) {
      const { least, most } = quantity(key);
      for (const value of [least, most]) {
        const problem = problemOf({ ...USUAL, [key]: value });
        const whole = problem.budget / (problem.m * (1 - problem.delta));
        for (const algorithm of ALGORITHMS) {
          const { whole: B, bound, rounds } = bestOf(algorithm, problem);
          expect(B).toBeGreaterThanOrEqual(1);
          expect(rounds).toBeGreaterThanOrEqual(1);
          expect(Number.isFinite(bound)).toBe(true);
        }
        const sizes = batchSizes(problem);
        expect([sizes[0], sizes.at(-1)! <= whole + 1e-6]).toEqual([1, true]);
        expect(tableSizes(problem).at(-1)).toBeLessThanOrEqual(whole);
      }
    }
  });
});

describe("a record", () => {
  const config = RunConfig.parse({
    batchSize: 800,
    workers: 4,
    f: 1,
    arms: ["mean"],
    model: "softmax",
    algorithm: { momentum: 0 },
  });
  const round = (n: number, honestNorm: number) =>
    ({
      round: n,
      invited: ["a", "b", "c", "d"],
      arms: [{ label: "mean", trainLoss: 2.3 }],
      stage: {
        byzantine: ["d"],
        aggregationError: [1],
        honestNorm: [honestNorm],
        // without momentum σ² = B · variance = 800 · 2
        honest: [{ workers: 3, variance: 2, turned: n === 0 ? null : 4, moved: n === 0 ? null : 2 }],
      },
    }) as RoundRecord;
  const rounds = [round(0, 1), round(1, 3)];
  const record = { run: "r1", config, workers: [], revealed: false, rounds };

  test("tells what was measured: σ = 40, F₀, δ, m, C, c and the norms of the gradient", () => {
    const run = runIn(record, "a.jsonl");
    if (typeof run === "string") throw new Error(run);
    expect(run).toMatchObject({ label: "a.jsonl", batchSize: 800, rounds: 2, norm: 2, square: 5 });
    // L² = (4² − N)/2² with N = 2·1600/(3·800) = 4/3; c = 2·1/(¼·2·2·2) = 1; C = 2 rounds · 800 · 4 · ¾
    const L = Number(Math.sqrt((16 - 4 / 3) / 4).toPrecision(3));
    expect(run.values).toEqual({ sigma: 40, L, F0: 2.3, c: 1, m: 4, delta: 0.25, C: 4800 });
  });

  test("of a budget that no slider reaches leaves it an assumption", () => {
    const run = runIn({ ...record, config: { ...config, batchSize: 8 } }, "a.jsonl");
    if (typeof run === "string") throw new Error(run);
    expect([run.values.sigma, run.values.C]).toEqual([4, undefined]);
  });

  test("without roles is refused in a sentence", () => {
    const secret = { ...record, rounds: rounds.map((each) => ({ ...each, stage: undefined })) };
    expect(runIn(secret, "a.jsonl")).toMatch(
      /^a\.jsonl tells nothing of its honest workers: its roles are secret.*\.$/,
    );
  });

  test("goes into the page's address and comes back", () => {
    const run = measuredIn(
      { batchSize: 8, workers: 4, localSteps: 1, dataset: "glyphs", algorithm: { momentum: 0 } } as never,
      rounds as never,
      "The run of the dashboard",
    )!;
    const query = addressQuery(run);
    expect(runOfText(new URLSearchParams(query).get("run"), valuesIn(query))).toEqual(run);
    expect(runOfText("8:x:1:1:m", USUAL)).toBeUndefined();
    expect(runOfText(null, USUAL)).toBeUndefined();
  });
});
