import { EMPTY_VIEW, type LearnerView } from "@honest-majority/worker/view";
import { describe, expect, test } from "vitest";
import { describeStatus, progressOf, statusOf, verdictsOf } from "./describe";

const running: LearnerView = {
  ...EMPTY_VIEW,
  link: { kind: "ready" },
  run: { phase: "running", round: 4, waitingFor: 0, pausing: false },
};

describe("statusOf", () => {
  test("reports a lost connection, even in the middle of a round", () => {
    const view: LearnerView = {
      ...running,
      link: { kind: "reconnecting" },
      round: { round: 4, status: "training", role: "honest" },
    };
    expect(statusOf(view)).toBe("reconnecting");
  });
});

describe("describeStatus", () => {
  test("says what a ready worker waits for", () => {
    expect(describeStatus({ ...running, run: { phase: "lobby" } })).toMatch(/teacher to start/);
    expect(describeStatus({ ...running, round: { round: 4, status: "sent", role: "honest" } })).toMatch(
      /the others/,
    );
    expect(describeStatus({ ...running, round: { round: 4, status: "waiting", role: "honest" } })).toMatch(
      /honest workers/,
    );
  });
});

describe("progressOf", () => {
  test("is complete when the round's summary has arrived", () => {
    const view: LearnerView = { ...running, round: { round: 4, status: "sent", role: "honest" } };
    expect(progressOf(view)).toBeLessThan(1);
    expect(progressOf({ ...view, summary: { run: "r", round: 4, verdicts: [], accuracy: [] } })).toBe(1);
    expect(progressOf({ ...view, summary: { run: "r", round: 3, verdicts: [], accuracy: [] } })).toBeLessThan(
      1,
    );
  });
});

describe("verdictsOf", () => {
  test("makes a sentence of each rule's verdict", () => {
    const verdicts = [
      { arm: "mean", kept: 1, out: false },
      { arm: "krum", kept: 0, out: true },
      { arm: "median", kept: 0.03, out: true },
    ];
    expect(
      verdictsOf({ run: "r", round: 1, verdicts, accuracy: [] }).map(({ sentence }) => sentence),
    ).toEqual([
      "Mean kept all of your update",
      "Krum did not choose your update",
      "median kept 3 % of your update",
    ]);
    expect(verdictsOf(undefined)).toEqual([]);
  });
});
