import { expect, test } from "vitest";
import { closeArms } from "./closing";
import { type Answered, openRound, type Round, receive } from "./round";

/** A round of one string per arm, with one letter per worker: c counted, n not finite, - no update. */
function roundOf(...arms: string[]): Round {
  const workers = [...arms[0]].map((_, i) => `w${i}`);
  let round = openRound(
    0,
    workers,
    arms.map((_, arm) => arm),
  );
  const meaning: Record<string, Answered | undefined> = { c: "counted", n: "not-finite" };
  arms.forEach((letters, arm) => {
    [...letters].forEach((letter, row) => {
      const answered = meaning[letter];
      if (answered !== undefined) round = receive(round, `w${row}`, arm, answered);
    });
  });
  return round;
}

test("counted rows keep their places in the matrix", () => {
  const [arm] = closeArms(roundOf("c-cc"), { quorum: 2, f: 1 });
  expect(arm).toEqual({ arm: 0, verdict: "aggregate", rows: [0, 2, 3], expectedByzantine: 1 });
});

test("f is reduced by the updates that were not finite, and not by silent workers", () => {
  // f′ = max(0, f − b): one of the three expected sent NaN, two are silent
  expect(closeArms(roundOf("cccccn--"), { quorum: 4, f: 3 })[0].expectedByzantine).toBe(2);
  expect(closeArms(roundOf("cccnn"), { quorum: 2, f: 1 })[0].expectedByzantine).toBe(0);
});

test("fewer updates than the quorum skip the step, and the reason counts them", () => {
  const [arm] = closeArms(roundOf("c---"), { quorum: 2, f: 1 });
  expect(arm.verdict).toBe("skip");
  expect(arm.reason).toBe("1 of 4 updates came, the quorum is 2");
});

test("exactly the quorum is enough", () => {
  expect(closeArms(roundOf("cc--"), { quorum: 2, f: 1 })[0].verdict).toBe("aggregate");
});

test("an arm diverges when more than half of the invited send what is not finite, and only that arm", () => {
  const [exploded, sound] = closeArms(roundOf("nnnc", "cccc"), { quorum: 1, f: 1 });
  expect(exploded.verdict).toBe("diverged");
  expect(exploded.reason).toBe("3 of 4 workers sent updates that were not finite");
  expect(sound.verdict).toBe("aggregate");
});

test("an arm does not diverge when only half of the workers send what is not finite", () => {
  expect(closeArms(roundOf("nncc"), { quorum: 1, f: 1 })[0].verdict).toBe("aggregate");
});

test("an arm does not diverge because the only updates in time were not finite", () => {
  const [arm] = closeArms(roundOf("n----"), { quorum: 2, f: 1 });
  expect(arm.verdict).toBe("skip");
  expect(arm.reason).toBe("0 of 5 updates came (1 not finite left out), the quorum is 2");
  expect(closeArms(roundOf("nn--"), { quorum: 1, f: 1 })[0].verdict).toBe("skip");
  expect(closeArms(roundOf("nnn--"), { quorum: 1, f: 1 })[0].verdict).toBe("diverged");
});

test("a round without any update is skipped, and its arm does not diverge", () => {
  expect(closeArms(roundOf("---"), { quorum: 1, f: 0 })[0].verdict).toBe("skip");
});
