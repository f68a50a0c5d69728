import { EMPTY_VIEW, type LearnerView } from "@honest-majority/worker/view";
import { expect, test } from "vitest";
import { describeStatus, progressOf, statusOf, verdictsOf } from "./describe";

const running: LearnerView = {
  ...EMPTY_VIEW,
  link: { kind: "ready" },
  run: { phase: "running", round: 4, waitingFor: 0, pausing: false },
};

test("a lost connection is said even in the middle of a round", () => {
  const view: LearnerView = {
    ...running,
    link: { kind: "reconnecting" },
    round: { round: 4, status: "training" },
  };
  expect(statusOf(view)).toBe("reconnecting");
});

test("a ready worker says whom it waits for", () => {
  expect(describeStatus({ ...running, run: { phase: "lobby" } })).toMatch(/teacher to start/);
  expect(describeStatus({ ...running, round: { round: 4, status: "sent" } })).toMatch(/the others/);
  expect(describeStatus({ ...running, round: { round: 4, status: "waiting" } })).toMatch(/honest workers/);
});

test("a round is through when its summary is here", () => {
  const view: LearnerView = { ...running, round: { round: 4, status: "sent" } };
  expect(progressOf(view)).toBeLessThan(1);
  expect(progressOf({ ...view, summary: { run: "r", round: 4, verdicts: [], accuracy: [] } })).toBe(1);
  expect(progressOf({ ...view, summary: { run: "r", round: 3, verdicts: [], accuracy: [] } })).toBeLessThan(
    1,
  );
});

test("the rules' verdicts are sentences", () => {
  const verdicts = [
    { arm: "mean", kept: 1 },
    { arm: "krum", kept: 0 },
    { arm: "median", kept: 0.03 },
  ];
  expect(verdictsOf({ run: "r", round: 1, verdicts, accuracy: [] }).map(({ sentence }) => sentence)).toEqual([
    "Mean kept all of your update",
    "Krum threw your update out",
    "median kept 3 % of your update",
  ]);
  expect(verdictsOf(undefined)).toEqual([]);
});
