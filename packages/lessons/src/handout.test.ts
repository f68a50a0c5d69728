import { describe, expect, test } from "vitest";
import { handoutOf } from "./handout";
import { parseLesson } from "./parseLesson";

const HANDOUT = { question: "Why?", ask: ["What?", "Who?"], idea: "It is so.", source: "A paper" };
const STEPS = [
  { say: "Start it.", do: "start", student: "I watch." },
  { say: "They fall, you know.", do: { kind: "vote", vote: 1 }, student: "I vote." },
  { say: "It fell.", do: "say" },
  { say: "Again.", do: { kind: "vote", vote: 1 }, student: "I vote again." },
];
const lessonWith = (more: object = {}) =>
  parseLesson({
    number: 12,
    id: "mine",
    title: "Mine",
    goal: "The goal.",
    minutes: 5,
    runs: [{ label: "a" }],
    settings: { arms: ["mean", { aggregator: "krum", preAggregators: ["nearestNeighborMixing"] }], f: 1 },
    seeds: [7],
    steps: STEPS,
    notes: ["A note."],
    votes: [{ who: true }, { question: "Which?", options: ["a", "b"], answer: 1 }],
    handout: HANDOUT,
    check: [{ name: "ends", arm: "mean", above: 0.5 }],
    ...more,
  });

describe("handoutOf", () => {
  test("has what a student does, the question to predict with its step, and the rules to draw", () => {
    expect(handoutOf(lessonWith())).toEqual({
      ...HANDOUT,
      number: 12,
      title: "Mine",
      steps: ["I watch.", "I vote.", "I vote again."],
      prediction: { kind: "options", at: 2, question: "Which?", options: ["a", "b"] },
      rules: ["Mean", "NNM + Krum"],
    });
  });

  test("counts the votes on who is the traitor", () => {
    const steps = STEPS.map((step) =>
      typeof step.do === "string" ? step : { ...step, do: { kind: "vote", vote: 0 } },
    );
    const { prediction } = handoutOf(lessonWith({ steps }))!;
    expect(prediction).toEqual({ kind: "who", at: 2, question: "Who is the traitor?", turns: 2 });
  });

  test("has no prediction without a printed vote, and nothing to draw with one rule", () => {
    const steps = [STEPS[0], { ...STEPS[1], student: undefined }, { ...STEPS[2], student: "I look." }];
    const sheet = handoutOf(lessonWith({ steps, settings: {}, votes: [{ who: true }, { who: true }] }));
    expect(sheet).toMatchObject({ prediction: undefined, rules: ["Mean", "Median"] });
    expect(handoutOf(lessonWith({ settings: { arms: ["mean"] } }))!.rules).toEqual([]);
  });

  test("is undefined for a lesson without one", () => {
    const steps = STEPS.map(({ student: _, ...step }) => step);
    expect(handoutOf(lessonWith({ handout: undefined, steps }))).toBeUndefined();
  });
});
