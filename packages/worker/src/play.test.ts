import { type AttackConfig, encodeVectors, type Knowledge, type RoundTask } from "@honest-majority/protocol";
import { expect, test } from "vitest";
import { decodeKnowledge, decodeParameters, type HonestMoments, labelsFor, play, type Work } from "./play";

const malicious = (attack: AttackConfig) => ({ kind: "malicious", attack }) as const;
const work: Work = {
  own: new Map([
    [0, Float32Array.of(1, 2)],
    [2, Float32Array.of(3, -4)],
  ]),
};
const at = { work, knowledge: undefined, seed: 1, workerIndex: 3, round: 5 };
const sent = (decision: ReturnType<typeof play>) =>
  decision.kind === "wait"
    ? "wait"
    : Object.fromEntries([...decision.vectors].map(([arm, v]) => [arm, [...v]]));

test("an honest worker sends what it learned, arm by arm", () => {
  expect(sent(play({ ...at, role: { kind: "honest" } }))).toEqual({ 0: [1, 2], 2: [3, -4] });
});

test("a bit flip really sends the reversed vector, of every arm its own", () => {
  const role = malicious({ kind: "bitFlip", factor: 10 });
  expect(sent(play({ ...at, role }))).toEqual({ 0: [-10, -20], 2: [-30, 40] });
});

test("an attack made from the honest mean waits for it, then sends it", () => {
  const role = malicious({ kind: "foe", epsilon: 0.5 });
  expect(sent(play({ ...at, role }))).toBe("wait");
  const std = Float32Array.of(0, 0);
  const knowledge: HonestMoments = {
    m: 4,
    f: 1,
    honest: 3,
    arms: new Map([
      [0, { mean: Float32Array.of(2, 4), std }],
      [2, { mean: Float32Array.of(-6, 8), std }],
    ]),
  };
  // −0.5 × the mean
  expect(sent(play({ ...at, role, knowledge }))).toEqual({ 0: [-1, -2], 2: [3, -4] });
});

test("an arm without an honest mean gets the own update, so that the round does not wait for ever", () => {
  const role = malicious({ kind: "foe", epsilon: 0.5 });
  const knowledge: HonestMoments = { m: 4, f: 1, honest: 0, arms: new Map() };
  expect(sent(play({ ...at, role, knowledge }))).toEqual({ 0: [1, 2], 2: [3, -4] });
});

test("a label flip sends what the flipped labels taught", () => {
  const role = malicious({ kind: "labelFlip" });
  expect(labelsFor(role)).toBe("both");
  expect(labelsFor({ kind: "honest" })).toBe("own");
  const flipped = new Map([[0, Float32Array.of(9, 9)]]);
  expect(sent(play({ ...at, role, work: { ...work, flipped } }))).toEqual({ 0: [9, 9] });
});

test("noise is the worker's own: again the same for one worker and round, another for any other", () => {
  const role = malicious({ kind: "gaussian", std: 200 });
  const noise = (change: object) => JSON.stringify(sent(play({ ...at, role, ...change })));
  expect(noise({})).toBe(noise({}));
  const others = [noise({}), noise({ round: 6 }), noise({ workerIndex: 4 }), noise({ seed: 2 })];
  expect(new Set(others).size).toBe(4);
});

test("parameters and knowledge are cut arm by arm, in the order they are announced", () => {
  const task = { arms: [3, 1], dim: 2, codec: "float32" } as RoundTask;
  const bytes = encodeVectors([Float32Array.of(1, 2), Float32Array.of(3, 4)]);
  expect([...decodeParameters(task, bytes)].map(([arm, v]) => [arm, ...v])).toEqual([
    [3, 1, 2],
    [1, 3, 4],
  ]);
  const message = { arms: [3, 1], dim: 1, codec: "float32", m: 5, f: 2, honest: 3 } as Knowledge;
  const moments = decodeKnowledge(message, encodeVectors([Float32Array.of(1, 2, 3, 4)]));
  expect([...moments.arms].map(([arm, { mean, std }]) => [arm, mean[0], std[0]])).toEqual([
    [3, 1, 2],
    [1, 3, 4],
  ]);
});
