import { expect, test } from "vitest";
import type { RoundRecord } from "../record";
import { briefRound } from "./briefRound";

const arm = {
  label: "krum",
  outcome: "stepped" as const,
  warnings: [],
  aggregateNorm: 1,
  learningRate: 0.3,
  trainLoss: 2,
  aggregateMs: 1,
};
const RECORD: RoundRecord = {
  round: 3,
  openedAt: 10,
  closedAt: 20,
  closedBy: "all-in",
  invited: ["a", "b", "c", "d"],
  missing: [],
  arms: [
    {
      ...arm,
      rows: [
        { worker: "a", kept: 1 },
        { worker: "b", kept: 0 },
        { worker: "c", kept: 0 },
      ],
      evaluation: { accuracy: 0.5, loss: 1, confusion: [[1]] },
    },
  ],
  refusals: [{ worker: "d", code: "not-finite" }],
  events: [{ kind: "revealed" }],
  stage: { byzantine: ["b", "d"], aggregationError: [0.5], honestNorm: [2], honest: [null] },
};

test("a brief round has verdicts in place of the rows, and no list of workers", () => {
  const brief = briefRound(RECORD);
  // b and d (refused) are malicious and out; c is honest and out; a is honest and kept
  expect(brief.arms).toEqual([
    {
      ...arm,
      rows: [],
      verdicts: { caught: 2, missed: 0, wronged: 1, kept: 1 },
      evaluation: { accuracy: 0.5, loss: 1, confusion: [] },
    },
  ]);
  expect(brief.stage).toEqual({ byzantine: [], aggregationError: [0.5], honestNorm: [2] });
  expect(brief).toMatchObject({ round: 3, openedAt: 10, closedAt: 20, events: RECORD.events });
  expect(JSON.stringify(brief)).not.toMatch(/"[abcd]"/);
});

test("of a record without roles, it has no verdicts either", () => {
  const { stage: _, ...others } = RECORD;
  const brief = briefRound(others);
  expect(brief.arms[0]).not.toHaveProperty("verdicts");
  expect(brief).not.toHaveProperty("stage");
});
