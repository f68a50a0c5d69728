import type { LatestModels } from "@honest-majority/worker";
import { describe, expect, test } from "vitest";
import { ANSWER_EVERY_MS, createAsking } from "./asking";
import type { Answer } from "./messages";

/** Models of one parameter that give the class 0 the probability w. */
const models = (round: number, w: number, diverged: string[] = []): LatestModels => ({
  run: "a",
  round,
  live: [{ label: "mean", parameters: Float32Array.of(w) }],
  diverged,
});
const QUESTION = { id: 1, picture: Uint8Array.of(1) };

function setUp() {
  const posted: Answer[] = [];
  const timers: { ms: number; what: () => void }[] = [];
  let latest: LatestModels | undefined;
  let nowMs = 0;
  let asked = 0;
  let gate: Promise<void> = Promise.resolve();
  const asking = createAsking({
    models: () => latest,
    async predict(parameters) {
      asked++;
      await gate;
      return parameters.map(([w]) => [w, 1 - w]);
    },
    post: (answer) => void posted.push(answer),
    now: () => nowMs,
    after: (ms, what) => void timers.push({ ms, what }),
  });
  return {
    asking,
    posted,
    timers,
    asked: () => asked,
    pass: (ms: number) => {
      nowMs += ms;
    },
    train(next: LatestModels) {
      latest = next;
      asking.trained();
    },
    hold() {
      let release = () => {};
      gate = new Promise((resolve) => {
        release = resolve;
      });
      return () => release();
    },
    settled: () => new Promise((resolve) => setTimeout(resolve)),
  };
}

describe("createAsking", () => {
  test("answers a question from every live model at once, and names those that diverged", async () => {
    const { asking, posted, train, settled } = setUp();
    train(models(4, 0.25, ["krum"]));
    asking.ask(QUESTION);
    await settled();
    const arms = [
      { label: "mean", shares: [0.25, 0.75] },
      { label: "krum", shares: null },
    ];
    expect(posted).toEqual([{ question: 1, round: 4, arms }]);
  });

  test("answers a question from before the first round when that round is trained for", async () => {
    const { asking, posted, train, settled } = setUp();
    asking.ask(QUESTION);
    await settled();
    expect(posted).toEqual([]);
    train(models(0, 0.5));
    await settled();
    expect(posted).toHaveLength(1);
  });

  test("answers again after later rounds, but no sooner than ANSWER_EVERY_MS", async () => {
    const { asking, posted, timers, train, pass, settled } = setUp();
    train(models(0, 0.5));
    asking.ask(QUESTION);
    await settled();
    pass(100);
    train(models(1, 0.25));
    train(models(2, 0.125));
    await settled();
    expect(posted).toHaveLength(1);
    expect(timers.map(({ ms }) => ms)).toEqual([ANSWER_EVERY_MS - 100]); // one timer for both rounds
    pass(ANSWER_EVERY_MS - 100);
    timers[0].what();
    await settled();
    expect(posted.map(({ round }) => round)).toEqual([0, 2]);
    pass(ANSWER_EVERY_MS);
    train(models(3, 0.5));
    await settled();
    expect(posted.map(({ round }) => round)).toEqual([0, 2, 3]);
  });

  test("computes nothing without a question, nor for a round that is answered", async () => {
    const { asking, asked, train, settled, pass } = setUp();
    train(models(0, 0.5));
    asking.ask(QUESTION);
    await settled();
    asking.ask(QUESTION);
    asking.ask(undefined);
    pass(ANSWER_EVERY_MS);
    train(models(1, 0.5));
    await settled();
    expect(asked()).toBe(1);
  });

  test("drops the answer to a question that was replaced meanwhile, and answers the new one", async () => {
    const { asking, posted, train, hold, settled } = setUp();
    train(models(0, 0.5));
    const release = hold();
    asking.ask(QUESTION);
    const next = { ...QUESTION, id: 2 };
    asking.ask(next);
    release();
    await settled();
    expect(posted.map(({ question }) => question)).toEqual([2]);
  });
});
