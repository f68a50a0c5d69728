import { EMPTY_VIEW, type LearnerView } from "@honest-majority/worker/view";
import { describe, expect, test } from "vitest";
import { describeStatus, ownVerdicts, progressOf, roleSentence, statusOf } from "./describe";

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
      /honest updates/,
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

describe("ownVerdicts", () => {
  test("makes a sentence of each rule's verdict", () => {
    const verdicts = [
      { arm: "mean", kept: 1, out: false },
      { arm: "krum", kept: 0, out: true },
      { arm: "median", kept: 0.03, out: true },
    ];
    expect(
      ownVerdicts({ ...running, summary: { run: "r", round: 1, verdicts, accuracy: [] } }).map(
        ({ sentence }) => sentence,
      ),
    ).toEqual([
      "Mean kept all of your update",
      "Krum did not choose your update",
      "median kept 3 % of your update",
    ]);
    expect(ownVerdicts(running)).toEqual([]);
  });

  test("says after the reveal whether each rule was right, by the role that was played in that round", () => {
    const verdicts = [
      { arm: "mean", kept: 1, out: false },
      { arm: "krum", kept: 0, out: true },
    ];
    const view: LearnerView = { ...running, summary: { run: "r", round: 1, verdicts, accuracy: [] } };
    const sentences = (more: Partial<LearnerView>) =>
      ownVerdicts({ ...view, ...more }).map(({ sentence }) => sentence);
    const revealed = { ...running.class, revealed: true };
    expect(sentences({ class: revealed, played: "malicious" })).toEqual([
      "Mean kept all of your update: it missed you",
      "Krum did not choose your update: it caught you",
    ]);
    expect(sentences({ class: revealed, played: "honest" })).toEqual([
      "Mean kept all of your update: rightly",
      "Krum did not choose your update: it wronged you, an honest worker",
    ]);
    expect(sentences({ played: "malicious" })[1]).toBe("Krum did not choose your update");
  });
});

describe("roleSentence", () => {
  test("says what a malicious worker sends, with the attack's own sentence", () => {
    expect(roleSentence({ kind: "honest" })).toMatch(/^I train/);
    expect(roleSentence({ kind: "malicious", attack: { kind: "bitFlip", factor: 3 } })).toMatch(
      /^Bit flip, factor 3.00: Sends its own update reversed/,
    );
  });
});
