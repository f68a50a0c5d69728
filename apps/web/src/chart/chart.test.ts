import type { ArmRecord, RoundRecord } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { chartFlags, flagsOf } from "./flags";
import { spread, stackRows } from "./layout";
import { latest, latestOfArm, seriesOf } from "./series";
import { CHART_TABS } from "./tabs";

const arm = (label: string, accuracy?: number, outcome: ArmRecord["outcome"] = "stepped"): ArmRecord => ({
  label,
  outcome,
  counted: 4,
  expectedByzantine: 1,
  rows: [],
  warnings: [],
  aggregateNorm: 1,
  learningRate: 0.3,
  trainLoss: 1,
  aggregateMs: 2,
  evaluation: accuracy === undefined ? undefined : { accuracy, loss: 2 * accuracy, confusion: [] },
});
const record = (round: number, arms: ArmRecord[], more: Partial<RoundRecord> = {}): RoundRecord => ({
  round,
  openedAt: 1_000 * round,
  closedAt: 1_000 * round + 500,
  closedBy: "all-in",
  invited: [],
  arms,
  refusals: [],
  events: [],
  ...more,
});
const rounds = [
  record(0, [arm("mean", 0.2), arm("krum", 0.3)], { stage: { byzantine: [], aggregationError: [0, 4e10] } }),
  record(1, [arm("mean"), arm("krum")]),
  record(2, [arm("mean", 0.1, "diverged"), arm("krum", 0.5)]),
];

const tab = (key: string) => CHART_TABS.find((one) => one.key === key)!;

describe("seriesOf", () => {
  test("gives an arm's line a value in each evaluated round, and a gap in the other rounds", () => {
    const { x, lines } = seriesOf(rounds, ["mean", "krum"], tab("accuracy"));
    expect(x).toEqual([0, 1, 2]);
    expect(lines.map(({ values }) => values)).toEqual([
      [0.2, null, 0.1],
      [0.3, null, 0.5],
    ]);
    expect(latest(lines[1].values)).toEqual({ index: 2, value: 0.5 });
    expect(latest([null, null])).toBeUndefined();
  });

  test("omits zeros on a log scale, but returns them as the last value", () => {
    const { lines } = seriesOf(rounds, ["mean", "krum"], tab("error"));
    expect(lines.map(({ values }) => values[0])).toEqual([null, 4e10]);
    expect(lines.map(({ last }) => last)).toEqual([0, 4e10]);
  });

  test("draws the round time as one line, in seconds", () => {
    expect(seriesOf(rounds, ["mean", "krum"], tab("time")).lines).toEqual([
      { label: "round", values: [0.5, 0.5, 0.5], last: 0.5 },
    ]);
  });
});

describe("latestOfArm", () => {
  test("returns the round in which an arm diverged, and its last evaluation", () => {
    expect(latestOfArm(rounds, "mean")).toMatchObject({ divergedAt: 2, evaluation: { accuracy: 0.1 } });
    expect(latestOfArm(rounds, "krum").divergedAt).toBeUndefined();
    expect(latestOfArm([], "krum").record).toBeUndefined();
  });
});

describe("flagsOf", () => {
  test("joins workers that flip together; chartFlags omits joins and departures", () => {
    const role = { kind: "malicious", attack: { kind: "bitFlip", factor: 10 } } as const;
    const flags = flagsOf([
      record(7, [], {
        events: [
          { kind: "flipped", worker: "a", name: "Ada", role, by: "worker" },
          { kind: "joined", worker: "c", name: "Cleo" },
          { kind: "flipped", worker: "b", name: "Ben", role, by: "instructor" },
          { kind: "flipped", worker: "d", name: "Dev", role: { kind: "honest" }, by: "worker" },
        ],
      }),
      record(9, [], { events: [{ kind: "diverged", arm: "mean" }] }),
    ]);
    expect(flags.map(({ round, text }) => `${round} ${text}`)).toEqual([
      "7 2 workers: Bit flip",
      "7 Dev: honest again",
      "7 Cleo joined",
      "9 Mean diverged",
    ]);
    expect(chartFlags(flags)).toHaveLength(3);
  });

  test("joins consecutive rounds in which an arm is skipped", () => {
    const skipped = { kind: "skipped", arm: "krum", reason: "too few" } as const;
    const flags = flagsOf([3, 4, 5, 8].map((round) => record(round, [], { events: [skipped] })));
    expect(flags.map(({ round, until }) => [round, until])).toEqual([
      [3, 5],
      [8, undefined],
    ]);
  });
});

describe("spread", () => {
  test("moves overlapping labels apart, within the frame", () => {
    // 50 and 52 need 10 between them; 95 must leave room above 100 for none below
    expect(spread([50, 52, 10], 10, 0, 100)).toEqual([50, 60, 10]);
    expect(spread([98, 99], 10, 0, 100)).toEqual([90, 100]);
  });
});

describe("stackRows", () => {
  test("gives each flag the first free row, and none if all rows are taken", () => {
    expect(stackRows([0, 10, 20, 200], [100, 100, 100, 50], 2)).toEqual([0, 1, undefined, 0]);
  });
});
