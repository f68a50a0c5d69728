import { describe, expect, test } from "vitest";
import { RunConfig, type RunConfigInput } from "../runConfig";
import { addedArms, changedSettings, describeWaiting, waitingSettings } from "./liveSettings";
import { RUN_SETTINGS, type SettingName } from "./runSettings";

const config = (input: RunConfigInput = {}) => RunConfig.parse(input);
const before = config();

describe("changedSettings", () => {
  test("names the settings that differ, nested ones too, in the order of the settings", () => {
    const after = config({ rounds: 300, algorithm: { momentum: 0.5 }, f: 2, schedule: { kind: "cosine" } });
    expect(changedSettings(before, after)).toEqual(["momentum", "f", "schedule", "rounds"]);
    expect(changedSettings(before, config())).toEqual([]);
  });

  test("names the rounds beside the budget that sets them", () => {
    // 256,000 gradients: 1,000 rounds of 8 workers with 32 examples each
    expect(changedSettings(before, config({ budget: 256_000 }))).toEqual(["rounds", "budget"]);
  });
});

describe("waitingSettings", () => {
  /** A value that differs from the default, for each setting; a new setting needs no entry here. */
  const OTHERS: { readonly [Name in SettingName]?: RunConfigInput } = {
    seed: { seed: 2 },
    dataset: { dataset: "mnist" },
    model: { model: "softmax" },
    workers: { workers: 9 },
    partition: { partition: "label" },
    momentum: { algorithm: { momentum: 0 } },
    normalized: { algorithm: { normalized: true } },
    arms: { arms: ["mean"] },
    f: { f: 2 },
    attack: { attack: "alie" },
    attackers: { attackers: 0 },
    secret: { secret: true },
    augment: { augment: true, dataset: "cifar-10" },
    batchSize: { batchSize: 8 },
    localSteps: { localSteps: 2 },
    clip: { privacy: { clip: 1 } },
    noise: { privacy: { noise: 0.01 } },
    learningRate: { learningRate: 0.1 },
    schedule: { schedule: "cosine" },
    rounds: { rounds: 300 },
    budget: { budget: 256_000 },
    evaluateEvery: { evaluateEvery: 1 },
    codec: { codec: "float16" },
    networkMbit: { networkMbit: 50 },
    roundDeadlineMs: { roundDeadlineMs: 1_000 },
    quorum: { quorum: 3 },
    showNames: { showNames: true },
  };
  test("only what the coordinator alone reads may change in mid-run", () => {
    const waiting = Object.entries<RunConfigInput>(OTHERS).filter(([name, input]) => {
      expect(changedSettings(before, config(input))).toContain(name);
      return (waitingSettings(before, config(input)) as string[]).includes(name);
    });
    expect(waiting.map(([name]) => name)).toEqual([
      "seed",
      "dataset",
      "model",
      "workers",
      "partition",
      "momentum",
      "normalized",
      "arms",
      "attackers",
      "augment",
      "batchSize",
      "localSteps",
      "clip",
      "noise",
    ]);
  });

  test("no setting that a worker is assigned may change in mid-run", () => {
    const both = Object.values(RUN_SETTINGS).filter((setting) => "worker" in setting && "live" in setting);
    expect(both).toEqual([]);
  });

  test("arms may be added at the end; none may be removed, moved or changed", () => {
    const more = config({ arms: ["mean", "coordinateMedian", "krum"] });
    expect(waitingSettings(before, more)).toEqual([]);
    expect(addedArms(before, more)).toEqual([more.arms[2]]);
    for (const arms of [
      ["mean"],
      ["coordinateMedian", "mean"],
      ["mean", "krum", "coordinateMedian"],
    ] as const)
      expect(waitingSettings(before, config({ arms }))).toEqual(["arms"]);
  });
});

describe("describeWaiting", () => {
  test("names every setting that waits by its label, and nothing when none does", () => {
    const after = config({ batchSize: 8, algorithm: { momentum: 0 }, learningRate: 0.1 });
    expect(describeWaiting(before, after)).toBe("these settings wait for a reset: Momentum β; Batch size B");
    expect(describeWaiting(before, config({ learningRate: 0.1 }))).toBeUndefined();
  });

  test("says which rules must stay", () => {
    expect(describeWaiting(before, config({ arms: ["mean", "krum"] }))).toBe(
      "this setting waits for a reset: Rules (in mid-run, rules are only added: Coordinate median must stay as it is)",
    );
    expect(describeWaiting(before, config({ arms: ["coordinateMedian", "mean"] }))).toBe(
      "this setting waits for a reset: Rules (in mid-run, new rules come after the others)",
    );
  });
});
