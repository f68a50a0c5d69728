import {
  type ArmRecord,
  type RoundRecord,
  RunConfig,
  type RunEvent,
  settingRegistry,
} from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { configWithoutTruth, withoutTruth } from "./withoutTruth";

const arm: ArmRecord = {
  label: "krum",
  outcome: "skipped",
  reason: "2 updates are not finite",
  counted: 3,
  expectedByzantine: 0,
  rows: [{ worker: "a", kept: 1, score: 2 }],
  warnings: ["f′ = 0"],
  aggregateNorm: null,
  learningRate: 0.1,
  trainLoss: 2,
  aggregateMs: 5,
  evaluation: { accuracy: 0.5, loss: 1, confusion: [], attackSuccess: 0.9 },
};
const record: RoundRecord = {
  round: 4,
  openedAt: 1,
  closedAt: 2,
  closedBy: "deadline",
  invited: ["a", "b"],
  missing: ["b"],
  arms: [arm],
  refusals: [{ worker: "b", code: "not-finite" }],
  events: [],
  stage: { byzantine: ["b"], aggregationError: [1] },
};
const eventsShown = (...events: RunEvent[]) => withoutTruth({ ...record, events }).events;

describe("withoutTruth", () => {
  test("keeps what is known of the round and the model, and nothing that roles can be derived from", () => {
    expect(withoutTruth(record)).toStrictEqual({
      round: 4,
      openedAt: 1,
      closedAt: 2,
      closedBy: "deadline",
      invited: ["a", "b"],
      missing: ["b"],
      arms: [
        {
          label: "krum",
          outcome: "skipped",
          rows: [],
          warnings: [],
          aggregateNorm: null,
          learningRate: 0.1,
          trainLoss: 2,
          aggregateMs: 5,
          evaluation: { accuracy: 0.5, loss: 1, confusion: [] },
        },
      ],
      refusals: [],
      events: [],
    });
  });

  test("leaves out fields and kinds of events that it does not know", () => {
    const newer = {
      ...record,
      suspects: ["b"],
      arms: [{ ...arm, suspects: ["b"] }],
      events: [
        { kind: "suspected", worker: "b" },
        { kind: "left", worker: "b", name: "Ben", role: { kind: "malicious" } },
        { kind: "revealed", suspects: ["b"] },
      ] as unknown as RunEvent[],
    };
    const events: RunEvent[] = [{ kind: "left", worker: "b", name: "Ben" }, { kind: "revealed" }];
    expect(withoutTruth(newer)).toStrictEqual({ ...withoutTruth(record), events });
  });

  test("leaves out flips, and why an arm was skipped", () => {
    const role = { kind: "honest" } as const;
    expect(eventsShown({ kind: "flipped", worker: "a", name: "Ada", role, by: "worker" })).toEqual([]);
    expect(eventsShown({ kind: "skipped", arm: "krum", reason: "2 are not finite" })).toEqual([
      { kind: "skipped", arm: "krum", reason: "the instructor can see why" },
    ]);
  });

  test("leaves out the number of attackers among the changed settings, and an event of nothing else", () => {
    expect(eventsShown({ kind: "changed", settings: ["attackers"] })).toEqual([]);
    expect(eventsShown({ kind: "changed", settings: ["f", "attackers"] })).toEqual([
      { kind: "changed", settings: ["f"] },
    ]);
  });

  const others: RunEvent[] = [
    { kind: "joined", worker: "a", name: "Ada" },
    { kind: "returned", worker: "a", name: "Ada" },
    { kind: "removed", worker: "a", name: "Ada" },
    { kind: "diverged", arm: "krum" },
    { kind: "closed", by: "instructor", arrived: 1, invited: 2 },
    { kind: "arm-added", arm: "mean", from: "krum" },
    { kind: "resumed", note: "at round 4" },
  ];
  test.each(others)("keeps the event $kind", (event) => {
    expect(eventsShown(event)).toStrictEqual([event]);
  });
});

describe("configWithoutTruth", () => {
  test("leaves out the settings that tell roles, and keeps all others", () => {
    const config = { attack: "signFlip", workers: 5, algorithm: { momentum: 0.5 } };
    expect(configWithoutTruth(RunConfig.parse({ ...config, attackers: 2 }))).toEqual(RunConfig.parse(config));
  });

  test("leaves a config that is valid: a setting that tells roles has no default and no object around it", () => {
    const telling = Object.values(settingRegistry).filter(({ tellsRoles }) => tellsRoles);
    expect(telling.length).toBeGreaterThan(0);
    for (const setting of telling)
      expect([setting.in, (setting as { default?: unknown }).default]).toEqual([undefined, undefined]);
  });
});
