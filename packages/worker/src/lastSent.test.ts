import { expect, test } from "vitest";
import { SentVectors } from "./lastSent";
import { joined, parameter, setUp, task } from "./session.cases";

const vectors = (arms: Record<number, number>) =>
  new Map(Object.entries(arms).map(([arm, value]) => [Number(arm), Float32Array.of(value)]));

test("SentVectors gives the first arm's vector of the last round, and of the round just before it", () => {
  const sent = new SentVectors();
  expect(sent.last()).toBeUndefined();
  sent.add(0, vectors({ 0: 1, 2: 2 }));
  expect(sent.last()).toEqual({ round: 0, vector: Float32Array.of(1), before: undefined });
  sent.add(1, vectors({ 2: 3 })); // arm 0 diverged
  expect(sent.last()).toEqual({ round: 1, vector: Float32Array.of(3), before: Float32Array.of(2) });
  sent.add(3, vectors({ 2: 4 }));
  expect(sent.last()).toEqual({ round: 3, vector: Float32Array.of(4), before: undefined });
  sent.add(2, vectors({ 2: 5 })); // it and the rounds after it run again
  expect(sent.last()).toMatchObject({ round: 2, vector: Float32Array.of(5) });
  sent.forget();
  expect(sent.last()).toBeUndefined();
});

test("a session tells what it sent last, with the momentum in it, and nothing before the first round", async () => {
  const { session } = setUp();
  await session.joined(joined("a"));
  expect(session.lastSent()).toBeUndefined();
  await session.open(task(0), parameter(4)); // u = 4
  await session.open(task(1), parameter(8)); // u = ½·4 + ½·8
  expect(session.lastSent()).toMatchObject({
    workerIndex: 0,
    round: 1,
    vector: Float32Array.of(6),
    before: Float32Array.of(4),
  });
});
