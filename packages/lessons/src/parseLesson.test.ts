import { UserError } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { classConfig, recordedConfig, workersOf } from "./configs";
import { lessonFile } from "./lesson";
import { parseLesson } from "./parseLesson";

const MINE = {
  number: 12,
  id: "mine",
  title: "Mine",
  goal: "A lesson of my own.",
  minutes: 5,
  settings: {
    model: "softmax",
    workers: 4,
    algorithm: { momentum: 0.5 },
    attack: { kind: "bitFlip", factor: 3 },
  },
  runs: [{ label: "a" }, { label: "b", settings: { workers: 6, attack: "foe" }, recorded: { turns: "2:1" } }],
  seeds: [7, 8],
  steps: [{ say: "Start.", do: "start" }],
  check: [{ name: "ends", arm: "mean", above: 0.5 }],
};
const message = (more: object) => {
  try {
    parseLesson({ ...MINE, ...more }, "mine.json");
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return (error as Error).message;
  }
  return "no error";
};
const step = (action: unknown, more = {}) => ({ steps: [{ say: "Do it.", do: action, ...more }] });

describe("parseLesson", () => {
  test("reads a file, fills in defaults, and names its file", () => {
    const lesson = parseLesson(JSON.stringify(MINE));
    expect(lesson.steps[0].do).toEqual({ kind: "start", run: 0 });
    expect(lesson.check[0]).toEqual({ name: "ends", arm: "mean", run: 0, above: 0.5 });
    expect(lesson.pace).toBe("second");
    expect(lessonFile(lesson)).toBe("12-mine.json");
    expect(workersOf(lesson)).toBe(6);
  });

  test("gives each run the lesson's settings, its own, and only to the recorded one its turns and seed", () => {
    const lesson = parseLesson(MINE);
    const [a, b] = [classConfig(lesson, 0), classConfig(lesson, 1)];
    expect([a.workers, b.workers]).toEqual([4, 6]);
    expect([a.attack, b.attack.kind]).toEqual([{ kind: "bitFlip", factor: 3 }, "foe"]);
    expect(b.algorithm.momentum).toBe(0.5);
    expect([b.turns, b.seed]).toEqual([undefined, 7]);
    expect([a.attackers, recordedConfig(lesson, 0).attackers]).toEqual([0, undefined]);
    expect(recordedConfig(lesson, 1, 8)).toMatchObject({ turns: [{ round: 2, attackers: 1 }], seed: 8 });
  });

  test.each<[string, object, string]>([
    ["a missing part", { goal: undefined }, "mine.json: goal: "],
    ["an unknown part", { extra: 1 }, 'mine.json: Unrecognized key: "extra"'],
    ["a setting out of bounds", { settings: { workers: 0 } }, "mine.json: runs.0: its settings: workers: "],
    ["an unknown setting", { settings: { worker: 8 } }, 'its settings: Unrecognized key: "worker"'],
    [
      "settings that do not fit",
      { settings: { workers: 1 } },
      "its settings: f: must be less than workers (1)",
    ],
    [
      "an unknown predicate",
      { check: [{ name: "wins" }] },
      "check.0.name: must name a predicate, one of reaches, stays",
    ],
    ["a predicate's parameter", { check: [{ name: "ends", arm: "mean", above: 50 }] }, "check.0.above: "],
    [
      "an arm that does not race",
      { check: [{ name: "ends", arm: "krum" }] },
      'check.0: arm must be one of "mean", "coordinateMedian"; got "krum"',
    ],
    [
      "a run that is not there",
      { check: [{ name: "ends", arm: "mean", run: 2 }] },
      "run must be the index of one of the runs, 0 to 1; got 2",
    ],
    [
      "a step's start of a run that is not there",
      step({ kind: "start", run: 2 }),
      "steps.0.do: run must be the index of one of the runs, of which there are 2; got 2",
    ],
    [
      "a vote that is not there",
      step({ kind: "vote", vote: 0 }),
      "vote must be the index of one of the votes, of which there are 0",
    ],
    [
      "a panel of an arm that does not race",
      step({ kind: "show", panel: "confusion", arm: "krum" }),
      'steps.0.do: arm must be one of "mean", "coordinateMedian"; got "krum"',
    ],
    [
      "an arm for a panel of all arms",
      step({ kind: "show", panel: "map", arm: "mean" }),
      'steps.0.do: arm is only for the panel "confusion", got "map"',
    ],
    ["an unknown action", step("dance"), "steps.0.do.kind: "],
    [
      "a change that waits for a new run",
      step({ kind: "set", settings: { batchSize: 8 } }),
      "in mid-run, this setting waits for a reset: Batch size B",
    ],
    ["a change out of bounds", step({ kind: "set", settings: { f: -1 } }), "steps.0.do: f: "],
    [
      "a watchFor with an unknown arm",
      step("start", { watchFor: { name: "ends", arm: "krum" } }),
      "steps.0.watchFor: arm must be one of",
    ],
    [
      "an answer that is no option",
      { votes: [{ question: "?", options: ["a", "b"], answer: 2 }] },
      "votes.0.answer: must be the index of an option, 0 to 1; got 2",
    ],
    [
      "a student's sentence without a handout",
      step("start", { student: "I watch." }),
      "steps.0.student: is for a handout, and the lesson has none",
    ],
    [
      "a handout without steps",
      { handout: { question: "?", ask: ["a", "b"], idea: "i", source: "s" } },
      "handout: must have two steps to print, got 0",
    ],
    [
      "a handout with one question",
      { handout: { question: "?", ask: ["a"], idea: "i", source: "s" } },
      "handout.ask: ",
    ],
  ])("refuses %s", (_, more, expected) => {
    expect(message(more)).toContain(expected);
  });

  test("refuses a text that is not JSON", () => {
    expect(() => parseLesson("{", "mine.json")).toThrow("mine.json: must be JSON: ");
  });

  test("accepts a change that counts in mid-run", () => {
    expect(message(step({ kind: "set", settings: { f: 2 } }))).toBe("no error");
  });
});
