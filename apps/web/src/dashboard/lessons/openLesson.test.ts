import { type Lesson, PATIENCE_ROUNDS, parseLesson, type SeenRun } from "@honest-majority/lessons";
import type { RoundRecord } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { atStep, lastStep, type OpenLesson, offerOf, openAt, pressed, runStarted } from "./openLesson";

const LESSON: Lesson = parseLesson({
  number: 12,
  id: "mine",
  title: "Mine",
  goal: "Something.",
  minutes: 5,
  runs: [{ label: "first" }, { label: "second" }],
  seeds: [1],
  steps: [
    { say: "Start.", do: "start", watchFor: { name: "reaches", arm: "mean", above: 0.5 }, ifNot: "Wait." },
    { say: "Think.", do: "say" },
    { say: "Flip.", do: { kind: "flip", count: 1 } },
    {
      say: "Again.",
      do: { kind: "start", run: 1 },
      watchFor: { name: "reaches", arm: "mean", run: 1, above: 0.5, within: 2 },
    },
    { say: "Look.", do: { kind: "show", panel: "map" } },
  ],
  check: [{ name: "ends", arm: "mean" }],
  sentence: "It is so.",
});

/** A run whose mean has this accuracy in each round. */
const seen = (...accuracies: number[]): SeenRun => ({
  config: { rounds: 100 },
  rounds: accuracies.map(
    (accuracy, round) =>
      ({
        round,
        arms: [{ label: "mean", evaluation: { accuracy, loss: 1, confusion: [] } }],
      }) as unknown as RoundRecord,
  ),
});
const LOW = seen(...Array(PATIENCE_ROUNDS - 1).fill(0.1));

describe("a lesson's step", () => {
  test("first offers its button, then waits until what it watches for has come", () => {
    const open = openAt(LESSON, 0);
    expect(offerOf(open, undefined)).toBe("do");
    expect(offerOf(pressed(open, 0), seen(0.1, 0.4))).toBe("watch");
    expect(offerOf(pressed(open, 0), seen(0.1, 0.6))).toBe("next");
  });

  test("offers the next one also without its button, when what it watches for is there", () => {
    expect(offerOf(openAt(LESSON, 0), seen(0.6))).toBe("next");
  });

  test("gives its advice after some rounds, counted from the press", () => {
    const early = pressed(openAt(LESSON, 0), 0);
    expect(offerOf(early, LOW)).toBe("watch");
    expect(offerOf(early, seen(...Array(PATIENCE_ROUNDS).fill(0.1)))).toBe("advice");
    expect(offerOf(pressed(early, 3), seen(...Array(PATIENCE_ROUNDS).fill(0.1)))).toBe("watch");
  });

  test("gives its advice at once when the limit of what it watches for is over", () => {
    const open = runStarted(openAt(LESSON, 3), 1, undefined);
    expect(offerOf(open, seen(0.1))).toBe("watch");
    expect(offerOf(open, seen(0.1, 0.1))).toBe("advice");
  });

  test("is not late before the run is over, where it waits for the run's last round", () => {
    const watchFor = { name: "ends", arm: "mean", run: 0, above: 0.5 } as const;
    const open = pressed(openAt({ ...LESSON, steps: [{ ...LESSON.steps[0], watchFor }] }, 0), 0);
    expect(offerOf(open, seen(...Array(99).fill(0.1)))).toBe("watch");
    expect(offerOf(open, seen(...Array(100).fill(0.1)))).toBe("advice");
    expect(offerOf(open, seen(...Array(100).fill(0.6)))).toBe("next");
  });

  test("without a button, or after a button that nothing is watched for, offers the next one", () => {
    expect(offerOf(openAt(LESSON, 1), undefined)).toBe("next");
    const flip = openAt(LESSON, 2);
    expect([offerOf(flip, LOW), offerOf(pressed(flip, 3), LOW)]).toEqual(["do", "next"]);
    expect(offerOf(openAt(LESSON, 5), undefined)).toBe("next");
  });
});

describe("a lesson of two runs", () => {
  test("reads each step's run, and keeps what was seen of the first", () => {
    const open = openAt(LESSON, 3);
    expect(open.run).toBe(0);
    expect(offerOf(open, seen(0.9))).toBe("do"); // the first run does not count for the second
    const started = runStarted(open, 1, seen(0.9));
    expect([started.run, started.before[0]?.rounds.length, started.pressed]).toEqual([1, 1, 0]);
    expect(offerOf(started, seen(0.9))).toBe("next");
  });

  test("a page that opens it later is in the run that the steps before have started", () => {
    expect([0, 3, 4].map((step) => openAt(LESSON, step).run)).toEqual([0, 0, 1]);
  });
});

test("a lesson ends with its sentence, where it has one, and no address leads past it", () => {
  expect(lastStep(LESSON)).toBe(5);
  expect(lastStep({ ...LESSON, sentence: undefined })).toBe(4);
  expect([openAt(LESSON, 99).step, openAt(LESSON, -1).step]).toEqual([5, 0]);
  const moved: OpenLesson = atStep(pressed(openAt(LESSON, 0), 7), 1);
  expect([moved.step, moved.pressed]).toEqual([1, undefined]);
});
