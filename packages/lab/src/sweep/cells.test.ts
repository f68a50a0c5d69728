import { type Setting, settingRegistry } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { cellsOf, SweepConfig } from "./cells";

const sweep = (input: object) => SweepConfig.parse({ name: "try", ...input });

describe("cellsOf", () => {
  test("makes all combinations, with the last field changing fastest", () => {
    const cells = cellsOf(
      sweep({
        base: { workers: 8, attack: "alie" },
        over: { rule: ["krum", "mean"], delta: [0, 0.375], B: [16] },
      }),
    );
    expect(cells.map(({ place }) => place)).toEqual([
      { rule: "krum", delta: 0, B: 16 },
      { rule: "krum", delta: 0.375, B: 16 },
      { rule: "mean", delta: 0, B: 16 },
      { rule: "mean", delta: 0.375, B: 16 },
    ]);
    expect(cells[1].config).toMatchObject({
      arms: [{ aggregator: { rule: "krum" } }],
      f: 3,
      attackers: 3,
      attack: { kind: "alie" },
      batchSize: 16,
    });
  });

  test("accepts a rule with options, or an arm with pre-aggregators", () => {
    const clip = { rule: "centeredClip", tau: 0.1 };
    const mixed = { aggregator: "krum", preAggregators: ["nearestNeighborMixing"] };
    const [{ config }, second] = cellsOf(sweep({ over: { rule: [clip, mixed] } }));
    expect(config.arms).toMatchObject([{ aggregator: clip, preAggregators: [] }]);
    expect(second.config.arms).toMatchObject([
      { aggregator: { rule: "krum" }, preAggregators: [{ kind: "nearestNeighborMixing" }] },
    ]);
  });

  test("uses one run without attack for all attacks when there are no attackers", () => {
    const [alie, foe] = cellsOf(sweep({ over: { attack: ["alie", "foe"], delta: [0] } }));
    expect(alie.config.attack).toEqual({ kind: "none" });
    expect(alie.id).toBe(foe.id);
  });

  test("has no attackers where the attack is none, and a rule expects as many as elsewhere", () => {
    const [calm, foe] = cellsOf(sweep({ base: { attackers: 3, f: 3 }, over: { attack: ["none", "foe"] } }));
    expect([calm, foe].map(({ config: { attackers, f } }) => [attackers, f])).toEqual([
      [0, 3],
      [3, 3],
    ]);
  });

  test("sets a nested field and keeps its siblings", () => {
    const cells = cellsOf(
      sweep({ base: { algorithm: { momentum: 0.5 } }, over: { "algorithm.normalized": [false, true] } }),
    );
    expect(cells.map(({ config }) => config.algorithm)).toEqual([
      { momentum: 0.5, normalized: false },
      { momentum: 0.5, normalized: true },
    ]);
    expect(cells[0].id).not.toBe(cells[1].id);
  });

  test("takes short and nested names in base too, and a field of over in the place of that of base", () => {
    const short = { rule: "krum", delta: 0.25, B: 16, K: 2, eta: 0.1, attack: "alie", "attack.z": 1.5 };
    const long = {
      arms: ["krum"],
      attackers: 2,
      f: 2,
      batchSize: 16,
      localSteps: 2,
      learningRate: 0.1,
      attack: { kind: "alie", z: 1.5 },
    };
    const ids = (base: object, over: object) => cellsOf(sweep({ base, over })).map(({ id }) => id);
    expect(ids(short, { seed: [1, 2] })).toEqual(ids(long, { seed: [1, 2] }));
    expect(ids(short, { eta: [0.3] })).toEqual(ids({ ...long, learningRate: 0.3 }, { seed: [1] }));
  });

  test("takes an attack's options as a field or with the attack, in any order, and gives both the same run", () => {
    const base = { attackers: 2, attack: "alie" };
    const attacksOf = (over: object) => cellsOf(sweep({ base, over })).map(({ config }) => config.attack);
    const both = [
      { kind: "alie", z: 0.5 },
      { kind: "alie", z: 1.5 },
    ];
    expect(attacksOf({ "attack.z": [0.5, 1.5] })).toEqual(both);
    expect(attacksOf({ attack: ["alie", both[1]] })).toEqual([{ kind: "alie" }, both[1]]);
    expect(attacksOf({ "attack.z": [1.5], attack: ["alie", "optimizedAlie"] })).toEqual([
      both[1],
      { kind: "optimizedAlie", z: 1.5 },
    ]);
    const ids = (over: object) => cellsOf(sweep({ base, over })).map(({ id }) => id);
    expect(ids({ "attack.z": [0.5, 1.5] })).toEqual(ids({ attack: both }));
    expect(() => attacksOf({ attack: ["foe"], "attack.z": [1] })).toThrow(/attack: .*"z"/);
  });

  test("delta sets the attackers, and an f of at most the largest minority", () => {
    const cells = cellsOf(
      sweep({ base: { workers: 20, attack: "zero" }, over: { delta: [0.1, 0.45, 0.5] } }),
    );
    expect(cells.map(({ config: { attackers, f } }) => [attackers, f])).toEqual([
      [2, 2],
      [9, 9],
      [10, 9],
    ]);
  });

  test("rejects an invalid combination and names its field and bound", () => {
    expect(() => cellsOf(sweep({ over: { B: [16, 0] } }))).toThrow(/^sweep at \{"B":0\}: batchSize: .*>=1/);
    expect(() => cellsOf(sweep({ over: { delta: [0.3] } }))).toThrow(
      'sweep at {"delta":0.3}: delta must be a whole number of 8 workers, got 0.3',
    );
    expect(() => cellsOf(sweep({ base: { seed: 3 }, over: { "seed.deep": [1] } }))).toThrow(
      "seed must hold fields to set deep in, got 3",
    );
  });

  test("SweepConfig rejects a sweep over no field, and a name that cannot be a folder", () => {
    expect(SweepConfig.safeParse({ name: "a", over: {} }).success).toBe(false);
    expect(SweepConfig.safeParse({ name: "../a", over: { B: [1] } }).success).toBe(false);
  });

  test("turns epochs and measurements into rounds: T = epochs · n/(B·m) at every batch size", () => {
    const cells = cellsOf(
      sweep({ base: { dataset: "mnist", epochs: 6, measurements: 10 }, over: { B: [16, 250] } }),
    );
    expect(cells.map(({ config }) => [config.rounds, config.evaluateEvery])).toEqual([
      [2813, 282], // 360,000 / 128 = 2812.5
      [180, 18],
    ]);
  });

  test("counts K·B examples per worker for a round of K local steps", () => {
    const base = { dataset: "mnist", epochs: 6, measurements: 10, localSteps: 5 };
    const [, eight] = cellsOf(sweep({ base, over: { K: [1, 8], B: [125] } }));
    // 360,000 / (8 · 8 · 125)
    expect(eight.config).toMatchObject({ localSteps: 8, rounds: 45, evaluateEvery: 5 });
  });
});

describe("a setting that is added to the registry", () => {
  const added = { label: "Later", sentence: "Came later.", section: "training" } as const;
  const later: Record<string, Setting> = {
    laterTop: { ...added, kind: "integer", default: 0 },
    laterInGroup: { ...added, kind: "integer", default: 0, in: "algorithm", key: "later" },
    laterInEmptyGroup: { ...added, kind: "integer", default: 0, in: "privacy", key: "later" },
  };
  const withAdded = <T>(act: () => T): T => {
    const registry = settingRegistry as Record<string, Setting>;
    Object.assign(registry, later);
    try {
      return act();
    } finally {
      for (const name of Object.keys(later)) delete registry[name];
    }
  };
  const idsOf = (base: object) =>
    cellsOf(sweep({ base, over: { rule: ["krum", "mean"] } })).map(({ id }) => id);

  test("leaves the ids of runs at its default as they were", () => {
    const before = idsOf({ workers: 4 });
    expect(withAdded(() => idsOf({ workers: 4 }))).toEqual(before);
    expect(withAdded(() => idsOf({ workers: 4, laterTop: 0, algorithm: { later: 0 } }))).toEqual(before);
    const clipped = idsOf({ workers: 4, privacy: { clip: 1 } });
    expect(withAdded(() => idsOf({ workers: 4, privacy: { clip: 1 } }))).toEqual(clipped);
  });

  test("gives other runs ids of their own", () => {
    const others = [{}, { laterTop: 1 }, { algorithm: { later: 1 } }, { privacy: { later: 1 } }];
    const ids = withAdded(() => others.flatMap(idsOf));
    expect(new Set(ids).size).toBe(ids.length);
  });
});
