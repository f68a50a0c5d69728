import type { GivenRule } from "./pipeline";
import { ruleConfig } from "./pipeline";
import "@honest-majority/testing";
import { stream } from "@honest-majority/random";
import { describe, expect, onTestFinished, test } from "vitest";
import { updateMatrix } from "../passes/plain/updateMatrix";
import { guardRail } from "./guardRail";
import { buildAggregator } from "./pipeline";
import { RULES, registerRule, ruleRegistry } from "./rules";

const rows = [
  [0, 0],
  [1, 2],
  [2, 0],
  [1, 1],
  [9, 7],
];
const origin = new Float32Array(2);
const aggregate = async (config: GivenRule, f: number) =>
  (await buildAggregator(ruleConfig(config), { m: rows.length, f })(updateMatrix(rows), origin)).aggregate;

describe("rules", () => {
  test("keeps updates whole or not at all exactly where its facts say that it chooses", async () => {
    for (const rule of Object.keys(RULES)) {
      const built = buildAggregator(ruleConfig(rule), { m: rows.length, f: 1, random: stream(1) });
      const { kept } = await built(updateMatrix(rows), origin, Float32Array.of(3, 0));
      const chose = kept.every((share) => share === 0 || share === 1) && kept.includes(0);
      expect(chose, rule).toBe(ruleRegistry[rule].chooses ?? false);
    }
  });

  test("lazy leaves the pass that counts surviving coordinates to kept, which gives the same numbers", async () => {
    const counted: string[] = [];
    for (const rule of Object.keys(RULES)) {
      const build = () => buildAggregator(ruleConfig(rule), { m: rows.length, f: 1, random: stream(1) });
      const updates = updateMatrix(rows);
      let counts = 0;
      const counting = {
        ...updates,
        trimShares(f: number) {
          counts++;
          return updates.trimShares(f);
        },
      };
      const first = await build().lazy(counting, origin, Float32Array.of(3, 0));
      expect(counts, rule).toBe(0);
      const { aggregate, kept } = await build()(updates, origin, Float32Array.of(3, 0));
      expect(first.aggregate, rule).toEqual(aggregate);
      expect(await first.kept(), rule).toEqual(kept);
      if (counts > 0) counted.push(rule);
    }
    expect(counted).toEqual(["coordinateMedian", "trimmedMean", "meamed", "phocas"]);
  });

  test("builds every rule of the configuration by name", async () => {
    // mean 13/5, 10/5; medians 1 and 1; the sorted columns 0 1 1 2 9 and 0 0 1 2 7; for the others see their own tests
    expect(await aggregate("mean", 1)).toBeAllClose([2.6, 2]);
    expect(await aggregate("coordinateMedian", 1)).toBeAllClose([1, 1]);
    expect(await aggregate("trimmedMean", 1)).toBeAllClose([4 / 3, 1]);
    expect(await aggregate("krum", 1)).toBeAllClose([1, 1]);
    expect(await aggregate("multiKrum", 1)).toBeAllClose([1, 0.75]);
    expect(await aggregate("mda", 2)).toBeAllClose([1, 1 / 3]);
    expect(await aggregate("monna", 1)).toBeAllClose([1, 0.75]);
    expect(await aggregate("meamed", 2)).toBeAllClose([1, 2 / 3]);
    expect(await aggregate("phocas", 1)).toBeAllClose([1, 0.75]);
    expect(await aggregate("bulyan", 1)).toBeAllClose([1, 1]);
    expect(await aggregate("cge", 2)).toBeAllClose([1, 1 / 3]);
    expect(await aggregate("aksel", 1)).toBeAllClose([2 / 3, 1]);
    for (const rule of ["geometricMedian", "centeredClip", "brsgd"]) {
      expect((await aggregate(rule, 1)).every(Number.isFinite), rule).toBe(true);
    }
  });

  test("builds the other rules of the field by name, with their stream and their root", async () => {
    const answer = async (config: GivenRule, f: number) => {
      const rule = buildAggregator(ruleConfig(config), { m: rows.length, f, random: stream(1) });
      return rule(updateMatrix(rows), origin, Float32Array.of(3, 0));
    };
    // the others spread least without (9, 7), the only row far out
    expect((await answer("smea", 1)).aggregate).toBeAllClose([1, 0.75]);
    expect((await answer({ rule: "smea", f: 0 }, 1)).aggregate).toBeAllClose([2.6, 2]);
    expect((await answer("dnc", 1)).aggregate).toBeAllClose([1, 0.75]);
    expect((await answer({ rule: "dnc", sample: 1, filter: 0.9 }, 1)).aggregate).toBeAllClose([2.6, 2]);
    expect((await answer("caf", 1)).kept[4]).toBe(0);
    expect((await answer("signMajority", 1)).aggregate).toBeAllClose([1, 1]);
    expect((await answer("clippedClustering", 1)).kept).toHaveLength(5);
    // lengths 0, √5, 2, √2, √130, median 2: the last is too long and the first too short
    const { kept } = await answer({ rule: "signGuard", share: 1 }, 1);
    expect([kept[0], kept[4]]).toEqual([0, 0]);
    const wide = await answer({ rule: "signGuard", share: 1, lower: 0, upper: 9 }, 1);
    expect(wide.kept[4]).toBeCloseTo(2 / Math.sqrt(130), 6);
    // cosines to (1, 0): 0, 1/√5, 1, 1/√2, 9/√130
    expect((await answer("flTrust", 1)).kept).toBeAllClose(
      [0, 1 / Math.sqrt(5), 1, Math.SQRT1_2, 9 / Math.sqrt(130)],
      { rtol: 1e-6, atol: 1e-9 },
    );
  });

  test("uses a rule's own f instead of the run's, and passes on every other option", async () => {
    expect(await aggregate({ rule: "trimmedMean", f: 2 }, 0)).toBeAllClose([1, 1]);
    expect(await aggregate({ rule: "trimmedMean", f: 0 }, 2)).toBeAllClose([2.6, 2]);
    expect(await aggregate({ rule: "monna", pivot: 4, f: 1 }, 0)).toBeAllClose([13 / 4, 10 / 4]);
    for (const [rule, f, z] of [
      ["mda", 2, [1, 1 / 3]],
      ["meamed", 2, [1, 2 / 3]],
      ["phocas", 1, [1, 0.75]],
      ["bulyan", 1, [1, 1]],
      ["cge", 2, [1, 1 / 3]],
    ] as const) {
      expect(await aggregate({ rule, f }, 0), rule).toBeAllClose(z);
    }
    expect(await aggregate({ rule: "multiKrum", k: 2 }, 1)).toBeAllClose([0.5, 0.5]);
    // all but the last row lie within 5 of zero; the last, √130 long, counts as 5/√130 of (9, 7)
    const share = 5 / Math.sqrt(130);
    expect(await aggregate({ rule: "centeredClip", tau: 5 }, 1)).toBeAllClose([
      (4 + 9 * share) / 5,
      (3 + 7 * share) / 5,
    ]);
    expect(await aggregate({ rule: "brsgd", keep: 1, threshold: 100 }, 1)).toBeAllClose([2.6, 2]);
    expect(
      await aggregate({ rule: "geometricMedian", start: "zero", nu: 100, iterations: 1 }, 1),
    ).toBeAllClose([2.6, 2]);
  });

  test("throws when the rule does not fit the round", () => {
    const build = (config: GivenRule, m: number, f: number) => () =>
      buildAggregator(ruleConfig(config), { m, f });
    expect(build("trimmedMean", 8, 4)).toThrow(
      new RangeError("trimmedMean: m must be > 2f, got m = 8, f = 4"),
    );
    expect(build("krum", 3, 3)).toThrow(new RangeError("krum: m must be > f, got m = 3, f = 3"));
    expect(build({ rule: "multiKrum", k: 9 }, 8, 1)).toThrow(
      "multiKrum: k must be at most m, got k = 9, m = 8",
    );
    expect(build({ rule: "monna", pivot: 8 }, 8, 1)).toThrow(
      "monna: pivot must be below m, got pivot = 8, m = 8",
    );
    expect(build("bulyan", 4, 2)).toThrow("bulyan: m must be > 2f, got m = 4, f = 2");
    expect(build("phocas", 4, 2)).toThrow("phocas: m must be > 2f, got m = 4, f = 2");
    for (const rule of ["mda", "monna", "meamed", "cge"]) {
      expect(build(rule, 3, 3)).toThrow(`${rule}: m must be > f, got m = 3, f = 3`);
    }
    expect(build("mean", 0, 0)).toThrow("buildAggregator: m must be an integer >= 1, got 0");
  });

  test("guardRail says how many workers the guarantee needs", () => {
    const rail = (config: GivenRule, m: number, f: number) => guardRail(ruleConfig(config), m, f);
    expect(rail("krum", 8, 3)).toBe("Krum with f = 3 needs 9 workers, 8 are here");
    expect(rail("krum", 9, 3)).toBeUndefined();
    expect(rail({ rule: "krum", f: 2 }, 8, 3)).toBeUndefined();
    expect(rail("coordinateMedian", 1, 1)).toBe("Coordinate median with f = 1 needs 3 workers, 1 is here");
    expect(rail({ rule: "multiKrum", k: 9 }, 8, 1)).toBe(
      "Multi-Krum with k = 9 needs 10 workers, 8 are here",
    );
    expect(rail("mean", 8, 3)).toBeUndefined();
  });

  test("guardRail counts the buckets, not the workers in them", () => {
    const rail = (rule: GivenRule, m: number) =>
      guardRail(ruleConfig(rule), m, 1, [{ kind: "arc" }, { kind: "bucketing", s: 2 }]);
    expect(rail("krum", 8)).toBe("Krum with f = 1 needs 5 updates, bucketing leaves 4 of 8");
    expect(rail("krum", 9)).toBeUndefined();
    expect(rail({ rule: "multiKrum", k: 6 }, 9)).toBe(
      "Multi-Krum with k = 6 needs 7 updates, bucketing leaves 5 of 9",
    );
  });

  test("a rule of JavaScript that leaves out a part of its answer is refused by name", async () => {
    const whole = { aggregate: origin, kept: new Float64Array(5), warnings: [] };
    let answer: object | undefined;
    registerRule({ ...RULES.mean, rule: "half", build: () => async () => answer as never });
    onTestFinished(() => void delete (ruleRegistry as Record<string, unknown>).half);
    const half = () => ruleRegistry.half()(updateMatrix(rows), origin);
    for (const part of Object.keys(whole)) {
      answer = { ...whole, [part]: undefined };
      await expect(half()).rejects.toThrow(
        new TypeError(`half: its arithmetic must return ${part}, got none`),
      );
    }
    answer = undefined;
    await expect(half()).rejects.toThrow("must return aggregate, got none");
    answer = whole;
    expect((await half()).aggregate).toBe(origin);
  });

  test("minWorkers is infinite for mean, 2f + 3 for Krum, 4f + 3 for Bulyan, f + 1 for FLTrust and 2f + 1 for all others", () => {
    expect(
      Object.fromEntries(Object.entries(RULES).map(([rule, { minWorkers }]) => [rule, minWorkers(3)])),
    ).toMatchObject({
      mean: Number.POSITIVE_INFINITY,
      coordinateMedian: 7,
      trimmedMean: 7,
      krum: 9,
      multiKrum: 9,
      geometricMedian: 7,
      centeredClip: 7,
      brsgd: 7,
      mda: 7,
      monna: 7,
      meamed: 7,
      phocas: 7,
      bulyan: 15,
      cge: 7,
      aksel: 7,
      caf: 7,
      smea: 7,
      signMajority: 7,
      dnc: 7,
      signGuard: 7,
      clippedClustering: 7,
      flTrust: 4,
    });
    expect(RULES.mean.minWorkers(0)).toBe(1);
  });
});
