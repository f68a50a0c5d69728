import { describe, expect, test } from "vitest";
import type { RoundRecord } from "../record";
import { closedRound, openRound, progressOf, recordOf } from "./closedRound";

const WORKERS = ["a", "b", "c", "d"].map((id, index) => ({ id, index }));
const arm = {
  label: "mean",
  outcome: "stepped" as const,
  warnings: [],
  aggregateNorm: 1.5,
  learningRate: 0.3,
  trainLoss: null,
  aggregateMs: 2,
};
const RECORD: RoundRecord = {
  round: 3,
  openedAt: 10,
  closedAt: 20,
  closedBy: "deadline",
  invited: ["a", "b", "c", "d"],
  missing: ["c"],
  arms: [
    { ...arm, rows: ["a", "b", "d"].map((worker) => ({ worker, kept: 1 })) },
    {
      ...arm,
      label: "krum",
      rows: [
        { worker: "a", kept: 0, score: 0.1 + 0.2 },
        { worker: "b", kept: 1, score: 1 / 3 },
        { worker: "c", kept: 0.5 },
        { worker: "d", kept: 0, score: 0 },
      ],
    },
    { ...arm, label: "median", outcome: "skipped", rows: [] },
  ],
  refusals: [{ worker: "c", code: "late" }],
  events: [{ kind: "left", worker: "c", name: "Cleo" }],
  stage: { byzantine: ["b"], aggregationError: [0.5, null] },
};

describe("closedRound", () => {
  test("names workers by place, and a value that all have once", () => {
    const { invited, missing, arms, stage } = closedRound(RECORD, WORKERS);
    expect(invited).toEqual(["0-3"]);
    expect(missing).toEqual(["2"]);
    expect(arms[0].rows).toEqual({ workers: ["0-1,3"], kept: 1 });
    expect(arms[1].rows).toEqual({ kept: [0, 1, 0.5, 0], score: [0.1 + 0.2, 1 / 3, null, 0] });
    expect(stage?.byzantine).toEqual(["1"]);
  });

  test("gives the record back to the bit, through JSON", () => {
    const sent = JSON.parse(JSON.stringify(closedRound(RECORD, WORKERS)));
    expect(recordOf(sent, WORKERS)).toEqual(RECORD);
  });

  test("gives it back when workers of the round have no place any more", () => {
    const left = [WORKERS[0], { id: "d", index: 1 }];
    const sent = JSON.parse(JSON.stringify(closedRound(RECORD, left)));
    expect(recordOf(sent, left)).toEqual(RECORD);
  });

  test("gives back a record of those who may not see roles", () => {
    const { stage: _, missing: __, ...open } = RECORD;
    const record = { ...open, arms: open.arms.map((one) => ({ ...one, rows: [] })) };
    expect(recordOf(closedRound(record, WORKERS), WORKERS)).toEqual(record);
  });
});

test("an open round's progress comes back", () => {
  const progress = { round: 1, invited: ["a", "b", "d"], arrived: ["b", "d"], timeLeftMs: 5 };
  const sent = openRound(progress, WORKERS);
  expect(sent).toEqual({ round: 1, invited: ["0-1,3"], arrived: ["1,3"], timeLeftMs: 5 });
  expect(progressOf(sent, WORKERS)).toEqual(progress);
});
